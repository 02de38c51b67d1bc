using System;
using System.Collections.Generic;
using System.Net;
using Spott.Errors;

namespace Spott;

/// <summary>
/// A call of the API that failed for good. The objects that were written before it are valid; <see cref="Cursor"/> and
/// <see cref="CompanyId"/> say where to go on.
/// </summary>
public sealed class SpottApiException : Exception
{
    /// <summary>A failure that its kind and the facts below explain, such as an answer with an error's status.</summary>
    internal SpottApiException(FailureKind kind, Exception? innerException = null)
        : base(null, innerException) => Kind = kind;

    internal SpottApiException(Fault fault, Exception? innerException = null)
        : this(fault.Kind, innerException) => Fault = fault;

    /// <summary>
    /// The HTTP status of the last answer, or the error's that it held under a status of success; null when there was no answer.
    /// </summary>
    public HttpStatusCode? StatusCode { get; internal set; }

    /// <summary>
    /// What the server said, at most 1 KiB, control characters made harmless; several messages are joined by <c>"; "</c>.
    /// </summary>
    public string? ServerMessage { get; internal set; }

    /// <summary>The server's name for the request, for its support; from the body or a header.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>How many times the page was asked for; 0 when no request was sent.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Time from the first attempt to the failure, waits included.</summary>
    public TimeSpan Elapsed { get; internal set; }

    /// <summary>How long the server asked to wait; null when it did not.</summary>
    public TimeSpan? RetryAfter { get; internal set; }

    /// <summary>The cursor of the page that failed, for <c>Get-SpottOpportunity -Cursor</c>; null for the first page.</summary>
    public string? Cursor { get; internal set; }

    /// <summary>
    /// The company ids whose pages failed or were not begun, for <c>-CompanyId</c>; empty when the run had no such filter.
    /// </summary>
    public IReadOnlyList<string> CompanyId { get; internal set; } = Array.Empty<string>();

    /// <summary>The page of the run that failed, counted from 1; 0 when it was no page.</summary>
    public int PageNumber { get; internal set; }

    /// <summary>How many items the run had written to the pipeline before the failure.</summary>
    public long ItemsWritten { get; internal set; }

    /// <summary>One sentence: what happened, to what, and what to do.</summary>
    public override string Message => CallExplanation.Of(this).Sentence;

    internal FailureKind Kind { get; }

    /// <summary>What exactly was wrong, where the kind alone does not say it.</summary>
    internal Fault? Fault { get; }

    /// <summary>The request or address that failed, such as <c>GET https://api.gospott.com/opportunities</c>.</summary>
    internal string? Target { get; set; }

    /// <summary>Whether the same request may be sent again.</summary>
    internal bool IsTransient { get; set; }

    /// <summary>
    /// Whether the server may have done what was asked all the same: a request that changes something, and no clear answer.
    /// </summary>
    internal bool IsAmbiguous { get; set; }

    /// <summary>The longest wait that the connection allows, where the server asked for a longer one; null when it did not.</summary>
    internal TimeSpan? RetryAfterLimit { get; set; }

    /// <summary>The media type of the last answer, such as <c>text/html</c>; null when it gave none, or when there was no answer.</summary>
    internal string? ContentType { get; set; }

    /// <summary>The proxy that the request went to, without its password; null when there was none, or when an answer came.</summary>
    internal string? Proxy { get; set; }

    /// <summary>The cursor where it may stand in a log; null when it holds an echo of the key.</summary>
    internal string? ShownCursor { get; set; }

    /// <summary>How the command that failed is gone on with.</summary>
    internal Resumption Resumption { get; set; }

    /// <summary>
    /// Whether the server refused the cursor, so that nothing goes on there. In the middle of a run it had taken everything else.
    /// </summary>
    internal bool IsCursorRefused => Cursor is not null && StatusCode is not null
        && (Kind == FailureKind.BadRequest || (Kind == FailureKind.NotFound && PageNumber > 1));

    /// <summary>Whether somebody asked for all pages of what may have none.</summary>
    internal bool IsOfNoPages => Resumption == Resumption.CursorInQuery && PageNumber == 1 && Fault?.IsNoPage == true && !IsOfStranger;

    /// <summary>Whether something else than the API answered, such as the page on which a network wants one to sign in.</summary>
    internal bool IsOfStranger =>
        ServerMessage is null && ContentType is not null && ContentType.IndexOf("json", StringComparison.OrdinalIgnoreCase) < 0;
}
