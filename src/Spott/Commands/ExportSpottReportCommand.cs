using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using Spott.Errors;
using Spott.Parameters;
using Spott.Ports;
using Spott.Rows;
using Spott.Runs;

namespace Spott.Commands;

/// <summary><c>Export-SpottReport</c>: the pipeline as one HTML file, to open, to mail, to print. Needs no connection.</summary>
[Cmdlet(
    VerbsData.Export, "SpottReport", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet,
    HelpUri = OnlineHelp.Pages + "Export-SpottReport.md")]
[OutputType(typeof(FileInfo))]
public sealed class ExportSpottReportCommand : PSCmdlet
{
    private const string ObjectSet = "Objects";
    private const string MirrorSet = "Mirror";

    private readonly List<Opportunity> _opportunities = [];
    private string _path = string.Empty;
    private int _deletedCount;
    private int _refusedCount;

    /// <summary>The file to write; one that exists is replaced. Wildcard characters have no special meaning.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The file to write, such as pipeline.html.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Opportunities, live or back from <c>Export-Clixml</c>, a job or a remote session.</summary>
    [Parameter(
        Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectSet, HelpMessage = "Opportunities of Get-SpottOpportunity.")]
    [AllowEmptyCollection]
    public PSObject[] InputObject { get; set; } = Array.Empty<PSObject>();

    /// <summary>A mirror of <c>Sync-SpottMirror</c>. The page then also shows what happened.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MirrorSet, HelpMessage = "The file that Sync-SpottMirror made.")]
    [ValidateNotNullOrEmpty]
    public string MirrorPath { get; set; } = string.Empty;

    /// <summary>
    /// The begin of the period that the page looks at, seven days before its end when left out; a date without a time is its day's begin,
    /// local time.
    /// </summary>
    [Parameter(ParameterSetName = MirrorSet)]
    [Moment]
    public DateTimeOffset Since { get; set; }

    /// <summary>
    /// The end of the period, and the moment of which the page speaks: now when left out; a date without a time is its day's end, local
    /// time.
    /// </summary>
    [Parameter(ParameterSetName = MirrorSet)]
    [Moment(IsDayEnd = true)]
    public DateTimeOffset Until { get; set; }

    /// <summary>The page's heading.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = "Pipeline";

    /// <summary>Fail if the file exists, and do not replace it.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Give the file that was written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Fails early, before anything is asked of the API, where the file cannot be written.</summary>
    protected override void BeginProcessing()
    {
        _path = FilePath.Resolve(this, Path, ReportErrors.Nowhere);
        if (NoClobber && File.Exists(_path))
            this.Fail(ReportErrors.Exists(_path));
        if (ReportErrors.Misplaced(_path) is { } misplaced)
            this.Fail(misplaced);
    }

    /// <summary>Collects.</summary>
    protected override void ProcessRecord()
    {
        foreach (PSObject record in InputObject)
        {
            if (!OpportunityInput.TryGet(record, out Opportunity opportunity))
            {
                _refusedCount++;
                WriteError(RecordErrors.NoOpportunity(record).ToRecord());
            }
            else if (OpportunityInput.IsDeleted(record))
                _deletedCount++;
            else
                _opportunities.Add(opportunity);
        }
    }

    /// <summary>Draws and writes the file.</summary>
    protected override void EndProcessing()
    {
        if (_refusedCount > 0 && _opportunities.Count == 0)
            this.Fail(ReportErrors.NothingOfIt(_path, _refusedCount));
        if (!ShouldProcess(_path, "Write a report"))
            return;
        if (ParameterSetName == MirrorSet)
            MirrorReading.Run(this, MirrorPath, WriteOfMirror);
        else
            Write(new ReportContent(Title, DateTime.Now, CultureInfo.CurrentCulture, _opportunities) { DeletedCount = _deletedCount });
    }

    private void WriteOfMirror(string path, MirrorReader mirror)
    {
        DateTime now = DateTime.Now;
        MirrorReport report = new(path, mirror)
        {
            Until = MyInvocation.BoundParameters.ContainsKey(nameof(Until)) ? Until : null,
            Since = MyInvocation.BoundParameters.ContainsKey(nameof(Since)) ? Since : null,
        };
        if (report.Problem(now) is { } problem)
            this.Fail(problem);
        Write(report.Read(Title, now, CultureInfo.CurrentCulture));
    }

    private void Write(ReportContent content)
    {
        try
        {
            ReportFile.Write(_path, content, NoClobber);
        }
        catch (IOException exists) when (NoClobber && File.Exists(_path))
        {
            this.Fail(ReportErrors.Exists(_path, exists));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            this.Fail(ReportErrors.NotWritten(_path, failed));
        }

        if (PassThru)
            WriteObject(FilePath.Item(this, _path));
    }
}
