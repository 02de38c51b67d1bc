using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Spott.Drive;

/// <summary>A hash of all that the objects hold, whatever the culture: two builds that read the same give the same.</summary>
internal static class Digest
{
    internal static string Of(IEnumerable<Opportunity> opportunities)
    {
        StringBuilder text = new();
        foreach (Opportunity opportunity in opportunities)
        {
            foreach (PropertyInfo property in typeof(Opportunity).GetProperties().OrderBy(each => each.Name, StringComparer.Ordinal))
                text.Append(property.Name).Append('=').Append(Text(property.GetValue(opportunity))).Append('\n');
        }

        using SHA256 hash = SHA256.Create();
        return BitConverter.ToString(hash.ComputeHash(Encoding.UTF8.GetBytes(text.ToString()))).Replace("-", string.Empty);
    }

    private static string? Text(object? value) => value is DateTime moment
        ? moment.ToUniversalTime().ToString("o", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture);
}
