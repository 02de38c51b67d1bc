namespace Spott.Mirror.Fields;

/// <summary>How a property's value is kept.</summary>
internal enum FieldKind
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>0 or 1.</summary>
    Flag,

    /// <summary>A whole number as one, any other as its text, so that no digit is lost.</summary>
    Number,

    /// <summary>Ticks of 100 ns since the year 1, UTC.</summary>
    Moment,

    /// <summary>A JSON array of objects.</summary>
    Emails,

    /// <summary>A JSON array of objects.</summary>
    PhoneNumbers,

    /// <summary>A JSON object.</summary>
    Json,

    /// <summary>References to contacts; never kept as a value.</summary>
    Team,
}
