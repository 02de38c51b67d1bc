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
    private const int MostRows = 10;

    internal static void WriteOwners(HtmlWriter html, Pipeline pipeline)
    {
        Section.Begin(html, "owners", "By owner");
        IReadOnlyList<Party> owners = pipeline.Owners.WithOpen.ToArray();
        Filter Of(Party owner) => new("owners", Marks.Open + " " + Marks.OfOwner(owner), "Owner: " + owner.Name);
        Folded(html, owners, "Open opportunities by owner", "Owner", Of, withCare: true);
        html.Write($"<p class=\"say\">");
        Leader(html, owners, pipeline.Open.Count, "owner", "owners", Of);
        int left = owners.Where(owner => owner.DeactivatedAt is not null).Sum(owner => owner.OpenCount);
        if (left > 0)
            html.Write(
                $" {new Figure(new Filter("owners", Marks.OfDeactivated, "Owner: deactivated"), left)} "
                + $"{(left == 1 ? "belongs" : "belong")} to colleagues whose account is deactivated.");
        html.Write($"</p>\n");
        Section.End(html);
    }

    internal static void WriteCompanies(HtmlWriter html, Pipeline pipeline)
    {
        Section.Begin(html, "companies", "By company");
        IReadOnlyList<Party> companies = pipeline.Companies.WithOpen.ToArray();
        Filter Of(Party company) => new("companies", Marks.Open + " " + Marks.OfCompany(company), "Company: " + company.Name);
        Folded(html, companies, "Open opportunities by company", "Company", Of, withCare: false);
        html.Write($"<p class=\"say\">");
        Leader(html, companies, pipeline.Open.Count, "company", "companies", Of);
        html.Write($"</p>\n");
        Section.End(html);
    }

    private static void Folded(
        HtmlWriter html, IReadOnlyList<Party> parties, string caption, string heading, Func<Party, Filter> of, bool withCare)
    {
        if (parties.Count == 0)
            return;
        Table(html, parties.Take(MostRows), parties[0].OpenCount, caption, heading, of, withCare);
        if (parties.Count <= MostRows)
            return;
        int more = parties.Count - MostRows;
        html.Write($"<details><summary>{html.Culture.Number(more)} more</summary>\n");
        Table(html, parties.Skip(MostRows), parties[0].OpenCount, caption + ", continued", heading, of, withCare);
        html.Write($"</details>\n");
    }

    private static void Table(
        HtmlWriter html, IEnumerable<Party> parties, int greatest, string caption, string heading, Func<Party, Filter> of, bool withCare)
    {
        FigureTable.Begin(html, caption, heading, "Open", withCare ? ["Overdue", "No task"] : []);
        foreach (Party party in parties)
        {
            bool hasLeft = party.DeactivatedAt is not null;
            Filter filter = of(party);
            FigureTable.Row(html, filter, party.Name, hasLeft ? "deactivated" : null, party.OpenCount, greatest, hasLeft ? "q0" : "q5");
            if (withCare)
            {
                Care(html, filter, Marks.Of(CloseDue.Overdue), "close date overdue", party.OverdueCount);
                Care(html, filter, Marks.Of(TaskDue.None), "no next task", party.WithoutTaskCount);
            }

            FigureTable.EndRow(html);
        }

        FigureTable.End(html);
    }

    private static void Care(HtmlWriter html, Filter party, string mark, string what, int count)
    {
        html.Write($"<td class=\"n\">");
        FigureButton.Number(html, new Filter(party.Group, party.Marks + " " + mark, party.Label + ", " + what), count);
        html.Write($"</td>");
    }

    private static void Leader(
        HtmlWriter html, IReadOnlyList<Party> parties, int open, string one, string many, Func<Party, Filter> of)
    {
        if (parties.Count == 0)
        {
            html.Write($"No opportunity is open.");
            return;
        }

        Party first = parties.FirstOrDefault(party => !party.IsNone) ?? parties[0];
        int named = parties.Count(party => !party.IsNone);
        html.Write(
            $"The {new Figure(Filter.Open, open)} open {(open == 1 ? "opportunity belongs" : "opportunities belong")} to "
            + $"{html.Culture.Count(named, one, many)}");
        if (named == 1)
            html.Write($", {new Isolated(first.Name)}");
        else if (named > 1)
            html.Write(
                $"; {new Isolated(first.Name)} has {new Figure(of(first), first.OpenCount)} of them "
                + $"({html.Culture.Percent(first.OpenCount, open)})");
        html.Write($".");
        if (parties.FirstOrDefault(party => party.IsNone) is { } none)
            html.Write($" {new Figure(of(none), none.OpenCount)} {(none.OpenCount == 1 ? "has" : "have")} {none.Name}.");
    }
}
