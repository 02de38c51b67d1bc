using System;
using System.Collections.Generic;
using System.Linq;

namespace Spott.Errors;

/// <summary>What a run warns of and goes on.</summary>
internal static class RunWarnings
{
    /// <summary>More ids would fill the screen.</summary>
    private const int MostIds = 5;

    internal static string SinceInFuture(DateTimeOffset since) =>
        $"-ModifiedSince is in the future ({MomentText.Of(since)}): there may be nothing to get.";

    /// <param name="ids">Those that gave nothing, one at least; none need be safe to show.</param>
    /// <param name="asked">How many were asked for.</param>
    /// <param name="known">Companies that came over the connection, id and name.</param>
    internal static string NothingOfCompanies(
        IReadOnlyList<string> ids, int asked, IReadOnlyCollection<KeyValuePair<string, string?>> known)
    {
        string named = string.Join(", ", ids.Take(MostIds).Select(Quoted)) + (ids.Count > MostIds ? ", …" : string.Empty);
        string what = ids.Count == 1
            ? $"No opportunity came for the company id {named}: the company has none, or no company has this id."
            : $"No opportunity came for {ids.Count} of {asked} company ids: {named}. The companies have none, or no company has these ids.";
        string hint = string.Concat(known
            .Where(company => ids.Any(id => IsMeant(id, company.Key) || (company.Value is { } name && IsMeant(id, name))))
            .Take(1)
            .Select(company => $" Did you mean {Quoted(company.Key)}, the id of {Quoted(company.Value ?? "a company without a name")}?"));
        return what + " Upper and lower case count, wildcards do not work, and a company's name is not its id: "
            + "the property CompanyId of an opportunity is." + hint;
    }

    private static bool IsMeant(string given, string other) =>
        string.Equals(given.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string Quoted(string text) => $"'{ConsoleText.Harmless(text)}'";

    /// <param name="field">The JSON path; it need not be safe to show.</param>
    internal static string UnexpectedType(string field) =>
        $"The field '{ConsoleText.Harmless(field)}' has an unexpected type in some items: its column is empty there, "
        + "and its value is in AdditionalProperties.";
}
