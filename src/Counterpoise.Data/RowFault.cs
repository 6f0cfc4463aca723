namespace Counterpoise.Data;

/// <summary>What is wrong with a row that cannot be read.</summary>
public enum RowFault
{
    /// <summary>It has more or fewer fields than the file has columns.</summary>
    FieldCount,

    /// <summary>Its quotes are broken, or it is not written as its format asks.</summary>
    Syntax,

    /// <summary>A text stands where a number is needed.</summary>
    NotANumber,

    /// <summary>A text of a column of time is no date of the format that is read.</summary>
    NotADate,

    /// <summary>A column of time holds numbers and dates, or a column of numbers several units.</summary>
    Mixed,

    /// <summary>A value is missing where every row needs one.</summary>
    Missing,

    /// <summary>A weight is below 0 or not finite.</summary>
    Weight,

    /// <summary>A name is none of those that the file declares.</summary>
    UnknownName,
}
