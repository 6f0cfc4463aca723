using System.Text.Json.Serialization;

namespace Counterpoise.Data;

/// <summary>Why a column that was read as categorical should be looked at.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnDoubt>))]
public enum ColumnDoubt
{
    /// <summary>Nearly all of its values are numbers, and a few are not.</summary>
    NotNumbers,

    /// <summary>Its values are numbers as people write them, which <see cref="DoubtfulColumn.Format"/> reads.</summary>
    WrittenNumbers,

    /// <summary>
    /// Its values are quantities in a spelling that no format reads: times of day, hexadecimal numbers, fractions, limits such as
    /// <c>&lt;0.1</c>.
    /// </summary>
    SpelledNumbers,

    /// <summary>Its values are dates.</summary>
    Dates,

    /// <summary>Integers with leading zeros, which a number would lose: a postal code, say. They are kept as categories.</summary>
    LeadingZeros,

    /// <summary>Integers that no double holds, such as card numbers. They are kept as categories.</summary>
    LongIntegers,

    /// <summary>Texts of a typed file, such as JSON or Parquet, all of which are numbers. They are kept as categorical.</summary>
    NumbersAsText,
}
