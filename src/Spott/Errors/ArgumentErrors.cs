using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace Spott.Errors;

/// <summary>What was given and cannot be used.</summary>
internal static class ArgumentErrors
{
    private const string Id = "Spott.InvalidArgument";
    private const int MostNames = 5;

    internal static Failure CursorWithManyCompanies() => Invalid(
        "Cursor",
        $"-Cursor continues one series of requests, and one series has at most {ApiLimits.MaxCompanyIds} company ids",
        "give the ids that the cursor was made with, and the other ids in a second run");

    internal static Failure SinceAfterUntil() =>
        Invalid("Since", "-Since is not before -Until", "give an earlier moment, or a later -Until");

    internal static Failure OfSandboxAlone() =>
        Invalid("Sandbox", "-SandboxSize and -SandboxDay are for the sandbox alone", "give -Sandbox with them, or leave them out");

    internal static Failure NobodyToErase() =>
        Invalid("ContactId", "No person is named", "give ids with -ContactId, or addresses with -Email");

    /// <param name="kinds">Of which none is a change of a property.</param>
    internal static Failure PropertyOfWhole(IEnumerable<ChangeKind> kinds) => Invalid(
        "Property",
        $"A change of the kind {string.Join(" or ", kinds)} has no property, so -Property and this -Kind together find nothing",
        "leave one of them out, or give -Kind Changed");

    /// <param name="property">One that there is; it need not be safe to show.</param>
    /// <param name="subjects">Which do not have it.</param>
    /// <param name="owners">Which have it.</param>
    /// <param name="names">What the subjects do have.</param>
    internal static Failure PropertyOfOthers(
        string property, IEnumerable<ChangeSubject> subjects, IEnumerable<ChangeSubject> owners, IReadOnlyList<string> names) => Invalid(
        "Property",
        $"The subject {string.Join(" or ", subjects)} has no property '{ConsoleText.Harmless(property)}', so nothing can be found. "
        + $"It has {string.Join(", ", names.Take(MostNames))}{(names.Count > MostNames ? " and others" : string.Empty)}",
        $"give -Subject {string.Join(", ", owners)}, or leave -Subject out");

    internal static Failure OnlyOpportunitiesEnd() => Invalid(
        "Kind", "Only opportunities can be deleted or restored, so nothing can be found", "give -Subject Opportunity, or leave it out");

    /// <param name="one">A parameter's name.</param>
    /// <param name="other">The one that does not go with it.</param>
    internal static Failure NotTogether(string one, string other) =>
        Invalid(one, $"-{one} and -{other} cannot be used together", "leave one of them out");

    internal static Failure RelativeProxy() =>
        Invalid("Proxy", "-Proxy is not an absolute address", "give one like http://proxy.example.com:8080");

    internal static Failure ProxyWithUserName() =>
        Invalid("Proxy", "-Proxy has a user name in it", "give its credential with -ProxyCredential");

    internal static Failure BodyOfGet() => Invalid("Body", "A GET has no body", "give -Method, or the values with -Query");

    internal static Failure NullBody() =>
        Invalid("Body", "-Body is null", "leave the parameter out, or give the text 'null' to send null");

    internal static Failure BodyWithoutJson() => Invalid(
        "Body",
        "-Body cannot be written as JSON: it is nested deeper than 100 levels, or has a value that JSON does not know",
        "give the JSON as text");

    internal static Failure QueryNameMissing() => Query("a name in it is empty or is not text");

    /// <param name="name">The parameter's; it need not be safe to show.</param>
    /// <param name="type">What its value is.</param>
    internal static Failure QueryValueWithoutNotation(string name, Type type) =>
        Query($"the value of '{ConsoleText.Harmless(name)}' is a {type.Name}, which cannot be written in a query");

    internal static Failure QueryTooLong(int limit) =>
        Query($"it is longer than {limit.ToString("N0", CultureInfo.InvariantCulture)} characters");

    private static Failure Query(string why) =>
        Invalid("Query", "The query cannot be sent: " + why, "give texts, numbers, booleans, dates, or lists of them");

    internal static Failure Invalid(string parameter, string what, string remedy) => new(
        Id, ErrorCategory.InvalidArgument, parameter, new Explanation(what, remedy), static sentence => new ArgumentException(sentence));
}
