namespace Spott.Records;

/// <summary>What keeps the values that have no property of their own.</summary>
internal interface IRecord
{
    /// <summary>JSON path to value.</summary>
    JsonDictionary AdditionalProperties { get; }
}
