namespace Counterpoise.MLNet;

/// <summary>The columns that tell where a row comes from.</summary>
public static class RowOrigin
{
    /// <summary>
    /// Text: <c>original</c>, <c>duplicate</c> or <c>synthetic</c>. Data that have it were resampled, and evaluating on them throws.
    /// </summary>
    public const string Kind = "CounterpoiseOrigin";

    /// <summary>Int64: the row of the data that were resampled, from 0, that this row is, copies or was made from.</summary>
    public const string Source = "CounterpoiseSourceRow";
}
