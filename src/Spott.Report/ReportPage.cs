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
        Pipeline pipeline = new(content.Opportunities, content.Now, content.Culture);

        PageShell.Begin(html, content.Title);
        HeaderSection.Write(html, content, pipeline);
        html.Write($"<main>\n");
        if (pipeline.Entries.Count == 0)
        {
            html.Write($"<p class=\"nothing\">There are no opportunities to show.</p>\n");
        }
        else
        {
            GlanceSection.Write(html, pipeline);
            html.Write($"<div class=\"grid\">\n");
            StageSection.Write(html, pipeline);
            CloseDateSection.Write(html, pipeline);
            PartySection.WriteOwners(html, pipeline);
            PartySection.WriteCompanies(html, pipeline);
            TaskSection.Write(html, pipeline);
            AgeSection.Write(html, pipeline);
            html.Write($"</div>\n");
            RecordTable.Write(html, pipeline);
        }

        html.Write($"</main>\n");
        PageShell.End(html);
    }
}
