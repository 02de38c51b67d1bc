using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Spott.Engine.Json;

namespace Spott.Engine.Opportunities;

/// <summary>Reads one item of a page straight into an <see cref="Opportunity"/>, as the contract's table of properties has it.</summary>
internal sealed class OpportunityReader
{
    private readonly FieldReader _fields;
    private readonly ContactReader _contacts;
    private readonly WrappedReader _readName;
    private readonly WrappedReader _readDescription;
    private readonly WrappedReader _readStage;
    private readonly WrappedReader _readCompany;
    private readonly WrappedReader _readOwner;
    private readonly WrappedReader _readCloseDate;
    private readonly WrappedReader _readCreatedAt;
    private readonly WrappedReader _readClientTeam;
    private readonly WrappedReader _readNextTask;

    internal OpportunityReader(SharedStrings shared, ValueBudget budget)
    {
        _fields = new FieldReader(shared, budget);
        _contacts = new ContactReader(_fields);
        _readName = (ref reader, item, in owner) => item.Name = _fields.Text(ref reader, "name.name", owner);
        _readDescription = (ref reader, item, in owner) => item.Description = _fields.Text(ref reader, "description.description", owner);
        _readStage = ReadStage;
        _readCompany = ReadCompany;
        _readOwner = ReadOwner;
        _readCloseDate = ReadCloseDate;
        _readCreatedAt = (ref reader, item, in owner) => item.CreatedAt = _fields.Moment(ref reader, "createdAt.createdAt", owner);
        _readClientTeam = ReadClientTeam;
        _readNextTask = ReadNextTask;
    }

    private delegate void WrappedReader(ref Utf8JsonReader reader, Opportunity item, in FieldOwner owner);

    internal IReadOnlyCollection<string> UnexpectedFields => _fields.UnexpectedFields;

    internal IReadOnlyCollection<string> LostFields => _fields.LostFields;

    /// <param name="reader">Stands on the item's start; afterwards on its end.</param>
    /// <returns>Null for an item without an id.</returns>
    [MethodImpl(HotPath.Options)]
    internal Opportunity? Read(ref Utf8JsonReader reader)
    {
        Opportunity item = new(string.Empty);
        FieldOwner owner = new(item);
        while (FieldReader.Next(ref reader))
        {
            if (JsonStrings.Is(ref reader, "id"u8))
                item.Id = _fields.Text(ref reader, "id", owner) ?? string.Empty;
            else if (JsonStrings.Is(ref reader, "name"u8))
                Unwrap(ref reader, item, owner, "name", "name"u8, "opportunityName"u8, _readName);
            else if (JsonStrings.Is(ref reader, "description"u8))
                Unwrap(ref reader, item, owner, "description", "description"u8, "opportunityDescription"u8, _readDescription);
            else if (JsonStrings.Is(ref reader, "stage"u8))
                Unwrap(ref reader, item, owner, "stage", "stage"u8, "opportunityStage"u8, _readStage);
            else if (JsonStrings.Is(ref reader, "company"u8))
                Unwrap(ref reader, item, owner, "company", "company"u8, "opportunityCompany"u8, _readCompany);
            else if (JsonStrings.Is(ref reader, "owner"u8))
                Unwrap(ref reader, item, owner, "owner", "owner"u8, "opportunityOwner"u8, _readOwner);
            else if (JsonStrings.Is(ref reader, "closeDate"u8))
                Unwrap(ref reader, item, owner, "closeDate", "closeDate"u8, "opportunityCloseDate"u8, _readCloseDate);
            else if (JsonStrings.Is(ref reader, "createdAt"u8))
                Unwrap(ref reader, item, owner, "createdAt", "createdAt"u8, "opportunityCreatedAt"u8, _readCreatedAt);
            else if (JsonStrings.Is(ref reader, "clientTeam"u8))
                Unwrap(ref reader, item, owner, "clientTeam", "clientTeam"u8, "opportunityClientTeam"u8, _readClientTeam);
            else if (JsonStrings.Is(ref reader, "nextTaskDue"u8))
                Unwrap(ref reader, item, owner, "nextTaskDue", "nextTaskDue"u8, "opportunityNextTaskDue"u8, _readNextTask);
            else
                _fields.Keep(ref reader, string.Empty, default, owner);
        }

        if (item.Id.Length == 0)
            return null;
        foreach (Contact contact in item.ClientTeam)
        {
            contact.OpportunityId = item.Id;
            contact.OpportunityName = item.Name;
        }

        return item;
    }

    /// <summary>The API puts each field into an object of the field's own name, beside a <c>viewType</c>.</summary>
    [MethodImpl(HotPath.Options)]
    private void Unwrap(
        ref Utf8JsonReader reader, Opportunity item, in FieldOwner owner, string name, ReadOnlySpan<byte> key, ReadOnlySpan<byte> viewType, WrappedReader read)
    {
        if (!_fields.Enter(ref reader, name, owner))
            return;
        while (FieldReader.Next(ref reader))
        {
            if (JsonStrings.Is(ref reader, key))
                read(ref reader, item, owner);
            else
                _fields.Keep(ref reader, name, viewType, owner);
        }
    }

    private void ReadStage(ref Utf8JsonReader reader, Opportunity item, in FieldOwner owner)
    {
        if (!_fields.Enter(ref reader, "stage.stage", owner))
            return;
        while (FieldReader.Next(ref reader))
        {
            if (JsonStrings.Is(ref reader, "id"u8))
                item.StageId = _fields.SharedText(ref reader, "stage.stage.id", owner);
            else if (JsonStrings.Is(ref reader, "name"u8))
                item.StageName = _fields.SharedText(ref reader, "stage.stage.name", owner);
            else if (JsonStrings.Is(ref reader, "order"u8))
                item.StageOrder = _fields.Number(ref reader, "stage.stage.order", owner);
            else if (JsonStrings.Is(ref reader, "isOpen"u8))
                item.StageIsOpen = _fields.Flag(ref reader, "stage.stage.isOpen", owner);
            else
                _fields.Keep(ref reader, "stage.stage", default, owner);
        }
    }

    private void ReadCompany(ref Utf8JsonReader reader, Opportunity item, in FieldOwner owner)
    {
        if (!_fields.Enter(ref reader, "company.company", owner))
            return;
        while (FieldReader.Next(ref reader))
        {
            if (JsonStrings.Is(ref reader, "id"u8))
                item.CompanyId = _fields.SharedText(ref reader, "company.company.id", owner);
            else if (JsonStrings.Is(ref reader, "name"u8))
                item.CompanyName = _fields.SharedText(ref reader, "company.company.name", owner);
            else
                _fields.Keep(ref reader, "company.company", default, owner);
        }
    }

    private void ReadOwner(ref Utf8JsonReader reader, Opportunity item, in FieldOwner owner)
    {
        if (!_fields.Enter(ref reader, "owner.owner", owner))
            return;
        while (FieldReader.Next(ref reader))
        {
            if (JsonStrings.Is(ref reader, "id"u8))
                item.OwnerId = _fields.SharedText(ref reader, "owner.owner.id", owner);
            else if (JsonStrings.Is(ref reader, "name"u8))
                item.OwnerName = _fields.SharedText(ref reader, "owner.owner.name", owner);
            else if (JsonStrings.Is(ref reader, "avatarUrl"u8))
                item.OwnerAvatarUrl = _fields.SharedText(ref reader, "owner.owner.avatarUrl", owner);
            else if (JsonStrings.Is(ref reader, "deactivatedAt"u8))
                item.OwnerDeactivatedAt = _fields.Moment(ref reader, "owner.owner.deactivatedAt", owner);
            else
                _fields.Keep(ref reader, "owner.owner", default, owner);
        }
    }

    private void ReadCloseDate(ref Utf8JsonReader reader, Opportunity item, in FieldOwner owner)
    {
        if (!_fields.Enter(ref reader, "closeDate.closeDate", owner))
            return;
        while (FieldReader.Next(ref reader))
        {
            if (JsonStrings.Is(ref reader, "target"u8))
                item.CloseDate = _fields.Moment(ref reader, "closeDate.closeDate.target", owner);
            else
                _fields.Keep(ref reader, "closeDate.closeDate", default, owner);
        }
    }

    private void ReadNextTask(ref Utf8JsonReader reader, Opportunity item, in FieldOwner owner)
    {
        if (!_fields.Enter(ref reader, "nextTaskDue.nextTaskDue", owner))
            return;
        while (FieldReader.Next(ref reader))
        {
            if (JsonStrings.Is(ref reader, "id"u8))
                item.NextTaskId = _fields.Text(ref reader, "nextTaskDue.nextTaskDue.id", owner);
            else if (JsonStrings.Is(ref reader, "content"u8))
                item.NextTaskContent = _fields.Text(ref reader, "nextTaskDue.nextTaskDue.content", owner);
            else if (JsonStrings.Is(ref reader, "dueDate"u8))
                item.NextTaskDueDate = _fields.Moment(ref reader, "nextTaskDue.nextTaskDue.dueDate", owner);
            else
                _fields.Keep(ref reader, "nextTaskDue.nextTaskDue", default, owner);
        }
    }

    private void ReadClientTeam(ref Utf8JsonReader reader, Opportunity item, in FieldOwner owner)
    {
        if (!_fields.EnterList(ref reader, "clientTeam.clientTeam", owner))
            return;
        List<Contact> team = new();
        for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                team.Add(_contacts.Read(ref reader));
            else if (reader.TokenType != JsonTokenType.Null)
                _fields.KeepElement(ref reader, "clientTeam.clientTeam", index, owner);
        }

        item.ClientTeam = team.Count == 0 ? ValueList<Contact>.None : new ValueList<Contact>(team);
    }
}
