using System.Text.Json.Serialization;

namespace Counterpoise.Workflows.Federated;

/// <summary>How one column of a table becomes numbers, the same at all clients.</summary>
/// <param name="Name">The column.</param>
/// <param name="Categories">The categories of a categorical column, each a column of 0 and 1; null for a column of numbers.</param>
/// <param name="FillName">The category that stands for a missing one; null for a column of numbers.</param>
/// <param name="Fill">The number that stands for a missing one.</param>
/// <param name="Mean">Subtracted from numbers.</param>
/// <param name="Deviation">By which numbers are then divided, above 0.</param>
public sealed record SharedColumn(string Name, IReadOnlyList<string>? Categories, string? FillName, double Fill, double Mean,
    double Deviation)
{
    /// <summary>Numbers that the column becomes.</summary>
    [JsonIgnore]
    public int Width => Categories?.Count ?? 1;
}
