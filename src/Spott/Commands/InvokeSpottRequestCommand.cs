using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using Spott.Errors;
using Spott.Parameters;
using Spott.Ports;
using Spott.Records;
using Spott.Runs;

namespace Spott.Commands;

/// <summary><c>Invoke-SpottRequest</c>: any endpoint of the API, with the connection's key, retries, limits and errors.</summary>
[Cmdlet(
    VerbsLifecycle.Invoke, "SpottRequest", DefaultParameterSetName = OneSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = OnlineHelp.Pages + "Invoke-SpottRequest.md")]
[OutputType(typeof(PSObject), typeof(string))]
public sealed class InvokeSpottRequestCommand : ConnectedCommand
{
    private const string OneSet = "One";
    private const string AllSet = "All";

    /// <summary>Below the connection's base address, such as <c>opportunities</c> or <c>/opportunities/42</c>; without a query.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "A path below the base address, such as opportunities.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>GET, POST, PUT, PATCH or DELETE. Only GET is sent again after a failure; the others only after an answer of 429.</summary>
    [Parameter(ParameterSetName = OneSet)]
    [Parameter(ParameterSetName = AllSet, DontShow = true)]
    [ValidateSet("GET", "POST", "PUT", "PATCH", "DELETE")]
    public string Method { get; set; } = "GET";

    /// <summary>Names and values. A list repeats the name, a date is sent as UTC, null is left out.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary Query { get; set; } = new Hashtable();

    /// <summary>Text that is sent as it is, or an object that is sent as the JSON that <c>ConvertTo-Json</c> makes of it.</summary>
    [Parameter(ParameterSetName = OneSet)]
    [Parameter(ParameterSetName = AllSet, DontShow = true)]
    [AllowNull]
    [AllowEmptyString]
    public object? Body { get; set; }

    /// <summary>Follow the cursors of a list to its end, and give each element of <c>items</c>.</summary>
    [Parameter(ParameterSetName = AllSet, Mandatory = true, HelpMessage = "Read all pages, and give each item.")]
    public SwitchParameter All { get; set; }

    /// <summary>Give the answer's body as text, whatever it is.</summary>
    [Parameter(ParameterSetName = OneSet)]
    [Parameter(ParameterSetName = AllSet, DontShow = true)]
    public SwitchParameter Raw { get; set; }

    private bool HasBody => MyInvocation.BoundParameters.ContainsKey(nameof(Body));

    /// <summary>Sends the request.</summary>
    protected override void EndProcessing()
    {
        this.RefuseTogether(nameof(All), nameof(Method), nameof(Body), nameof(Raw));
        ApiRequest request = CreateRequest();
        SpottConnection connection = ResolveConnection();
        string target = connection.BaseUri.AbsoluteUri + request.Path;
        if (!request.IsSafe && !ShouldProcess(target, request.Method))
            return;

        RunState run = new(connection.Statistics);
        try
        {
            if (All)
                WriteElements(SpottApi.Of(connection), request, run);
            else
                WriteAnswer(SpottApi.Of(connection), request, run);
        }
        catch (SpottApiException failed)
        {
            Continuation.Note(failed, Resumption.CursorInQuery, connection.Settings.ApiKey);
            this.Fail(CallErrors.Of(failed));
        }
        catch (FormatException)
        {
            this.Fail(CallErrors.NoObject(request.Method + " " + target, mayBeRepeated: request.IsSafe));
        }
    }

    private ApiRequest CreateRequest()
    {
        if (RelativePath.Problem(Path) is { } problem)
            this.Fail(CallErrors.RefusedPath(problem));

        ApiRequest request = new(Method.ToUpperInvariant(), RelativePath.WithoutLeadingSlash(Path))
        {
            Query = QueryParameters.Of(this, Query),
            AcceptsAnyText = Raw,
        };
        if (!HasBody)
            return request;
        if (request.IsSafe)
            this.Fail(ArgumentErrors.BodyOfGet());

        object? body = ShellValue.Unwrap(Body) as string ?? Body;
        if (body is null)
            this.Fail(ArgumentErrors.NullBody());
        try
        {
            request.Body = body as string ?? ShellJson.Write(this, body);
        }
        catch (FormatException)
        {
            this.Fail(ArgumentErrors.BodyWithoutJson());
        }

        return request;
    }

    private void WriteAnswer(SpottApi api, ApiRequest request, RunState run)
    {
        RunMessages messages = new();
        string text = this.WaitFor(api.SendAsync(request, run, messages, StopToken), messages, StopToken);
        if (Raw)
            WriteObject(text);
        else if (text.Length > 0)
            Write(ShellJson.Read(this, new[] { text }, keepLists: false));
    }

    private void WriteElements(SpottApi api, ApiRequest request, RunState run)
    {
        RunProgress progress = new(this, api, run, "Getting " + request.Path + " from Spott");
        try
        {
            using Pager pager = new(api.Pages(request, run), run, progress.Waiting(StopToken));
            foreach (object element in pager.Items(
                page => ShellJson.Read(this, page.Items.ConvertAll(item => (string)item), keepLists: true)))
                WriteObject(element);
        }
        finally
        {
            progress.End();
        }
    }

    private void Write(IEnumerable<PSObject> objects)
    {
        foreach (PSObject one in objects)
            WriteObject(one);
    }
}
