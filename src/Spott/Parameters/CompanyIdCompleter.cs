using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using Spott.Connections;
using Spott.Records;

namespace Spott.Parameters;

/// <summary>
/// Offers the companies that were seen on the connection: shows the name, inserts the id. It asks no server: what nobody has looked at yet
/// is not offered.
/// </summary>
internal sealed class CompanyIdCompleter : IArgumentCompleter
{
    private const string Quotes = "'\"\u2018\u2019\u201A\u201B\u201C\u201D\u201E";

    /// <summary>
    /// The companies whose id or name holds the word, those that begin with it first; nothing where there is no connection.
    /// </summary>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            string word = (wordToComplete ?? string.Empty).Trim(Quotes.ToCharArray());
            SpottConnection? connection = Given(fakeBoundParameters) ?? CurrentConnection.OfThisRunspace();
            return connection is null
                ? Array.Empty<CompletionResult>()
                : Matching(connection.Companies.ToArray(), word).Select(Result).ToArray();
        }
        catch (Exception broken) when (broken is not PipelineStoppedException)
        {
            // An error here would show up in the line that somebody is typing.
            return Array.Empty<CompletionResult>();
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Matching(KeyValuePair<string, string?>[] companies, string word) =>
        from company in companies
        where company.Key == ConsoleText.Harmless(company.Key)
        let rank = Math.Min(Rank(company.Key, word), Rank(company.Value, word))
        where rank < int.MaxValue
        orderby rank, company.Value, company.Key
        select company;

    private static int Rank(string? text, string word) => text?.IndexOf(word, StringComparison.OrdinalIgnoreCase) switch
    {
        0 => 0,
        > 0 => 1,
        _ => int.MaxValue,
    };

    private static CompletionResult Result(KeyValuePair<string, string?> company)
    {
        string name = ConsoleText.Harmless(string.IsNullOrWhiteSpace(company.Value) ? company.Key : company.Value!);
        return new CompletionResult(Quoted(company.Key), name, CompletionResultType.ParameterValue, $"{name} ({company.Key})");
    }

    /// <summary>Bare where PowerShell reads the same text again; what begins with a digit may be read as a number.</summary>
    private static string Quoted(string id) =>
        IsLetter(id[0]) && id.All(character => IsLetter(character) || character is (>= '0' and <= '9') or '-' or '_' or '.')
            ? id
            : "'" + CodeGeneration.EscapeSingleQuotedStringContent(id) + "'";

    private static bool IsLetter(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static SpottConnection? Given(IDictionary? boundParameters) =>
        ShellValue.Unwrap(boundParameters?["Connection"]) as SpottConnection;
}
