using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using Spott.Connections;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>Takes one cmdlet's run from series to series and from page to page, and writes what comes.</summary>
internal sealed class OpportunityRun
{
    private static readonly string[] Tags = { "Spott" };

    private readonly PSCmdlet _command;
    private readonly SpottConnection _connection;
    private readonly CancellationToken _stop;
    private readonly SpottApi _api;
    private readonly RunProgress _progress;
    private readonly TimeSpan _started;
    private long? _wanted;

    internal OpportunityRun(PSCmdlet command, SpottConnection connection, long? first, CancellationToken stop)
    {
        _command = command;
        _stop = stop;
        _connection = connection;
        _wanted = first;
        try
        {
            _api = SpottApi.Of(connection);
        }
        catch (SpottApiException refused)
        {
            command.Fail(CallErrors.Of(refused));
        }

        State = new RunState(connection.Statistics);
        _started = _api.Uptime;
        _progress = new RunProgress(command, _api, State, "Getting opportunities from Spott");
    }

    internal RunState State { get; }

    internal DateTimeOffset UtcNow => _api.UtcNow;

    /// <summary>How the command is gone on with when it fails.</summary>
    internal Resumption Resumption { get; set; }

    /// <summary>Looks at the run's first answer before any of its items is written: gives the moment to ask from instead, or null to go on.</summary>
    internal Func<DateTimeOffset?>? FirstAnswerReview { get; set; }

    /// <summary>Writes one series of pages.</summary>
    /// <param name="query">What the series asks for.</param>
    /// <param name="unbegun">The ids of later series, for the error's sake.</param>
    internal void Run(OpportunityQuery query, IReadOnlyCollection<string> unbegun)
    {
        if (_wanted == 0)
            return;

        query.First = _wanted;
        if (!TryRun(query, unbegun))
            TryRun(query, unbegun);
    }

    /// <summary>Says that the run is complete.</summary>
    internal void End()
    {
        _progress.End();
        Summarize(complete: !State.SawMalformedItem);
    }

    /// <returns>False when nothing was written because the query had to be corrected.</returns>
    private bool TryRun(OpportunityQuery query, IReadOnlyCollection<string> unbegun)
    {
        using PageSeries series = _api.OpenSeries(query, State);
        while (_wanted != 0 && Next(series, query, unbegun) is { } page)
        {
            Func<DateTimeOffset?>? review = FirstAnswerReview;
            FirstAnswerReview = null;
            if (review?.Invoke() is { } since)
            {
                query.ModifiedSince = since;
                State.Pages--;
                return false;
            }

            Write(page, series);
        }

        return true;
    }

    private Page? Next(PageSeries series, OpportunityQuery query, IReadOnlyCollection<string> unbegun)
    {
        try
        {
            if (series.Next() is not { } fetch)
                return null;
            _progress.Show(null);
            Page page = _command.WaitFor(fetch.Result, fetch.Messages, _stop, _progress.Show);
            State.Pages++;
            return page;
        }
        catch (SpottApiException failed)
        {
            failed.ItemsWritten = State.ItemsWritten;
            failed.Resumption = Resumption;
            failed.CompanyId = query.CompanyIds.Concat(unbegun).ToArray();
            _progress.End();
            Summarize(complete: false);
            _command.Fail(CallErrors.Of(failed));
            throw;
        }
    }

    private void Write(Page page, PageSeries series)
    {
        foreach (object item in page.Items)
        {
            if (item is Opportunity opportunity)
            {
                _connection.Companies.Add(opportunity.CompanyId, opportunity.CompanyName);
                _command.WriteObject(opportunity);
                State.ItemsWritten++;
                if (State.ItemsWritten == 1)
                    series.FirstItemTaken();
                if (--_wanted == 0)
                    return;
            }
            else
            {
                State.SawMalformedItem = true;
                _command.WriteError(RecordErrors.Malformed((MalformedItem)item).ToRecord());
            }
        }
    }

    /// <summary>One line for a log, shown with <c>-InformationAction Continue</c>.</summary>
    private void Summarize(bool complete)
    {
        TransferStatistics sent = State.Statistics;
        string line = string.Format(
            CultureInfo.InvariantCulture,
            "Get-SpottOpportunity: {0} items, {1} pages, {2} requests, {3} retries, {4:0.0} s throttled, {5:0.0} s elapsed, {6}.",
            State.ItemsWritten, State.Pages, sent.Requests, sent.Retries, sent.Throttled.TotalSeconds, (_api.Uptime - _started).TotalSeconds,
            complete ? "complete" : "not complete");
        _command.WriteInformation(line, Tags);
    }
}
