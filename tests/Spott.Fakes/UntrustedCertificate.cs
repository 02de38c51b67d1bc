using System;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Spott.Fakes;

/// <summary>Certificates that no system trusts, because they vouch for themselves.</summary>
public static class UntrustedCertificate
{
    /// <summary>For 127.0.0.1, valid from yesterday for a month.</summary>
    public static X509Certificate2 Create() => Create("127.0.0.1", DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));

    /// <summary>For any name or address and any time.</summary>
    public static X509Certificate2 Create(string name, DateTimeOffset from, DateTimeOffset until)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        if (IPAddress.TryParse(name, out IPAddress? address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(from, until);
    }
}
