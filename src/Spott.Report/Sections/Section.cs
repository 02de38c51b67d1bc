using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>A part of the page under a heading, with one sentence that says in words what its figures show.</summary>
internal static class Section
{
    internal static void Begin(HtmlWriter html, string id, string heading, string classes = "")
    {
        html.Write($"<section id=\"{id}\" class=\"card {classes}\" aria-labelledby=\"{id}-h\"><h2 id=\"{id}-h\">{heading}</h2>\n");
    }

    internal static void End(HtmlWriter html) => html.Write($"</section>\n");
}
