using System;
using System.Collections.Generic;
using System.Linq;
using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>Whose the open opportunities are: an owner's or a company's.</summary>
internal static class PartySection
{
    /// <summary>More than these are folded away.</summary>
    private const int Shown = 10;

    internal static void WriteOwners(HtmlWriter html, Pipeline pipeline)
    {
        Section.Begin(html, "owners", "By owner");
        IReadOnlyList<Party> owners = pipeline.Owners.WithOpen.ToArray();
        Folded(html, owners, "owners", "Open opportunities by owner", "Owner", Marks.OfOwner, withCare: true);
        html.Write($"<p class=\"say\">");
        Leader(html, owners, pipeline.Open.Count, "owner", "owners");
        int left = owners.Where(owner => owner.DeactivatedAt is not null).Sum(owner => owner.OpenCount);
        if (left > 0)
            html.Write($" {html.Culture.Number(left)} {(left == 1 ? "belongs" : "belong")} to colleagues whose account is deactivated.");
        html.Write($"</p>\n");
        Section.End(html);
    }

    internal static void WriteCompanies(HtmlWriter html, Pipeline pipeline)
    {
        Section.Begin(html, "companies", "By company");
        IReadOnlyList<Party> companies = pipeline.Companies.WithOpen.ToArray();
        Folded(html, companies, "companies", "Open opportunities by company", "Company", Marks.OfCompany, withCare: false);
        html.Write($"<p class=\"say\">");
        Leader(html, companies, pipeline.Open.Count, "company", "companies");
        html.Write($"</p>\n");
        Section.End(html);
    }

    private static void Folded(
        HtmlWriter html, IReadOnlyList<Party> parties, string group, string caption, string heading, Func<Party, string> mark,
        bool withCare)
    {
        if (parties.Count == 0)
            return;
        Table(html, parties.Take(Shown), parties[0].OpenCount, group, caption, heading, mark, withCare);
        if (parties.Count <= Shown)
            return;
        int more = parties.Count - Shown;
        html.Write($"<details><summary>{html.Culture.Number(more)} more</summary>\n");
        Table(html, parties.Skip(Shown), parties[0].OpenCount, group, caption + ", continued", heading, mark, withCare);
        html.Write($"</details>\n");
    }

    private static void Table(
        HtmlWriter html, IEnumerable<Party> parties, int greatest, string group, string caption, string heading, Func<Party, string> mark,
        bool withCare)
    {
        FigureTable.Begin(html, caption, heading, "Open", withCare ? ["Overdue", "No task"] : []);
        foreach (Party party in parties)
        {
            string marks = Marks.Open + " " + mark(party);
            string label = heading + ": " + party.Name;
            string? note = party.DeactivatedAt is not null ? "deactivated" : null;
            FigureTable.Row(
                html, new Filter(group, marks, label), party.Name, note, party.OpenCount, greatest, party.DeactivatedAt is null
                    ? "q5"
                    : "q0");
            if (withCare)
            {
                Care(html, new Filter(group, marks + " " + Marks.Of(CloseDue.Overdue), label + ", close date overdue"), party.OverdueCount);
                Care(html, new Filter(group, marks + " " + Marks.Of(TaskDue.None), label + ", no next task"), party.WithoutTaskCount);
            }

            FigureTable.EndRow(html);
        }

        FigureTable.End(html);
    }

    private static void Care(HtmlWriter html, Filter filter, int count)
    {
        html.Write($"<td class=\"n\">");
        FigureButton.Number(html, filter, count);
        html.Write($"</td>");
    }

    private static void Leader(HtmlWriter html, IReadOnlyList<Party> parties, int open, string one, string many)
    {
        if (parties.Count == 0)
        {
            html.Write($"No opportunity is open.");
            return;
        }

        Party first = parties.FirstOrDefault(party => !party.IsNone) ?? parties[0];
        int named = parties.Count(party => !party.IsNone);
        html.Write(
            $"The {html.Culture.Number(open)} open {(open == 1 ? "opportunity belongs" : "opportunities belong")} to "
            + $"{html.Culture.Count(named, one, many)}");
        if (named == 1)
            html.Write($", {new Isolated(first.Name)}");
        else if (named > 1)
            html.Write(
                $"; {new Isolated(first.Name)} has {html.Culture.Number(first.OpenCount)} of them "
                + $"({html.Culture.Percent(first.OpenCount, open)})");
        html.Write($".");
        if (parties.FirstOrDefault(party => party.IsNone) is { } none)
            html.Write($" {html.Culture.Number(none.OpenCount)} {(none.OpenCount == 1 ? "has" : "have")} {none.Name}.");
    }
}
