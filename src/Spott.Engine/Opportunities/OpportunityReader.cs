using System.Collections.Generic;
using System.Text.Json;
using Spott.Engine.Json;

namespace Spott.Engine.Opportunities;

/// <summary>Reads one item of a page straight into an <see cref="Opportunity"/>.</summary>
internal sealed class OpportunityReader
{
    private readonly FieldReader _fields;

    internal OpportunityReader(SharedStrings shared, ValueBudget budget) => _fields = new FieldReader(shared, budget);

    internal IReadOnlyCollection<string> UnexpectedFields => _fields.UnexpectedFields;

    /// <param name="reader">Stands on the item's start; afterwards on its end.</param>
    /// <returns>Null for an item without an id.</returns>
    internal Opportunity? Read(ref Utf8JsonReader reader)
    {
        Opportunity item = new(string.Empty);
        OpportunityShape.Item.Read(ref reader, _fields, item, new FieldPlace(item));
        if (string.IsNullOrEmpty(item.Id))
            return null;
        foreach (Contact contact in item.ClientTeam)
        {
            contact.OpportunityId = item.Id;
            contact.OpportunityName = item.Name;
        }

        return item;
    }
}
