using System.IO;
using Spott.Ports;
using Spott.Report.Figures;
using Spott.Report.Html;
using Spott.Report.Sections;

namespace Spott.Report;

/// <summary>Puts the page together: figures first, the rows behind them last.</summary>
internal sealed class ReportPage : ReportPort
{
    internal override void Write(TextWriter output, ReportContent content)
    {
        HtmlWriter html = new(output, new PageCulture(content.Culture));
        Pipeline pipeline = new(content.Opportunities, content.Now, content.Culture, content.History);
        Period? period = content.History is { } known ? new Period(known, pipeline.Stages) : null;
        Stillness? stillness = content.History is { } history ? new Stillness(history, pipeline) : null;

        PageShell.Begin(html, content.Title);
        HeaderSection.Write(html, content, pipeline);
        html.Write($"<main>\n");
        if (pipeline.Entries.Count == 0)
            html.Write($"<p class=\"nothing\">There are no opportunities to show.</p>\n");
        else
            GlanceSection.Write(html, pipeline);
        if (period is not null)
            PeriodSection.Write(html, period);
        html.Write($"<div class=\"grid\">\n");
        if (content.History is not null)
            SizeSection.Write(html, new PipelineSize(content.History, pipeline), pipeline);
        if (pipeline.Entries.Count > 0)
            WriteFigures(html, pipeline);
        if (content.History is not null && stillness is not null)
        {
            StageTimeSection.Write(html, content.History, pipeline);
            if (pipeline.Entries.Count > 0)
                StillSection.Write(html, content.History, pipeline, stillness);
        }

        html.Write($"</div>\n");
        if (pipeline.Entries.Count > 0)
            RecordTable.Write(html, pipeline);
        if (period is not null)
            ChangeTable.Write(html, pipeline, period);
        html.Write($"</main>\n");
        PageShell.End(html);
    }

    private static void WriteFigures(HtmlWriter html, Pipeline pipeline)
    {
        StageSection.Write(html, pipeline);
        CloseDateSection.Write(html, pipeline);
        PartySection.WriteOwners(html, pipeline);
        PartySection.WriteCompanies(html, pipeline);
        TaskSection.Write(html, pipeline);
        AgeSection.Write(html, pipeline);
    }
}
