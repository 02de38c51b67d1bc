using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Spott.Drive;

/// <summary>What the process is, and what another script has done to all of it.</summary>
internal static class Hosts
{
    internal static void Describe(Order order, Facts facts)
    {
        Type? mono = Type.GetType("Mono.Runtime");
        facts["host"] = mono is null
            ? RuntimeInformation.FrameworkDescription
            : "Mono " + mono.GetMethod("GetDisplayName", BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, null);
    }

    /// <summary>The loaded assemblies that the module brings: from its folder, and from elsewhere.</summary>
    internal static void Assemblies(Order order, Facts facts)
    {
        string folder = Path.GetDirectoryName(typeof(SpottConnection).Assembly.Location)!;
        ILookup<bool, string> loaded = AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => !assembly.IsDynamic && File.Exists(Path.Combine(folder, assembly.GetName().Name + ".dll")))
            .ToLookup(assembly => Path.GetDirectoryName(assembly.Location) == folder, assembly => assembly.GetName().Name!);
        facts["own"] = string.Join(" ", loaded[true].OrderBy(name => name, StringComparer.Ordinal));
        facts["others"] = string.Join(" ", loaded[false].OrderBy(name => name, StringComparer.Ordinal));
    }

    /// <summary>What many a script has in its first line, for all of the process; on=false takes it back.</summary>
    internal static void TrustAll(Order order, Facts facts) =>
        ServicePointManager.ServerCertificateValidationCallback = order["on"] == "true" ? (_, _, _, _) => true : null;

    /// <summary>
    /// Reads through the system's proxy with a credential, and gives the user name that all of the process would send to it then.
    /// </summary>
    internal static void ProxyCredential(Order order, Facts facts)
    {
        IWebProxy? before = WebRequest.DefaultWebProxy;
        WebRequest.DefaultWebProxy = new WebProxy(order["proxy"]);
        try
        {
            Reads.One(order, facts);
            facts["left-behind"] = (WebRequest.DefaultWebProxy?.Credentials as NetworkCredential)?.UserName;
        }
        finally
        {
            WebRequest.DefaultWebProxy = before;
        }
    }

    /// <summary>
    /// What the connection's own handler says: whether it judges certificates itself and how, and where it keeps the proxy's credential.
    /// Mono's HttpClient is that of .NET, which asks nothing of the process; on .NET Framework these decide.
    /// </summary>
    internal static void Handler(Order order, Facts facts)
    {
        Assembly engine = AppDomain.CurrentDomain.GetAssemblies().First(assembly => assembly.GetName().Name == "Spott.Engine");
        using HttpClientHandler handler = (HttpClientHandler)engine.GetType("Spott.Engine.Http.FrameworkHandler", throwOnError: true)!
            .GetMethod("Create", BindingFlags.NonPublic | BindingFlags.Static)!
            .Invoke(null, new object[] { Connections.Open(order).Settings })!;
        using HttpRequestMessage request = new();
        foreach (SslPolicyErrors errors in Enum.GetValues(typeof(SslPolicyErrors)))
            facts["trusts-" + errors] = handler.ServerCertificateCustomValidationCallback?.Invoke(request, null!, null!, errors);
        facts["protocols"] = handler.SslProtocols;
        facts["process-credential"] = (handler.DefaultProxyCredentials as NetworkCredential)?.UserName;
        facts["own-credential"] = (handler.Proxy?.Credentials as NetworkCredential)?.UserName;
        facts["redirects"] = handler.AllowAutoRedirect;
    }

    /// <summary>How many connections at once .NET Framework allows to a host, and after how many milliseconds it renews one.</summary>
    internal static void ConnectionLimit(Order order, Facts facts)
    {
        ServicePoint point = ServicePointManager.FindServicePoint(new Uri(order["uri"]));
        facts["limit"] = point.ConnectionLimit;
        facts["lease"] = point.ConnectionLeaseTimeout;
        facts["default-limit"] = ServicePointManager.DefaultConnectionLimit;
    }
}
