using System.Globalization;

namespace Counterpoise.Lifecycle.Agents;

/// <summary>A parameter of an agent, with what it may be: a number within a range, one of some words, or a short text.</summary>
public sealed record AgentParameter
{
    private const int LongestText = 200;

    /// <summary>Its name in plans.</summary>
    public required string Name { get; init; }

    /// <summary>What it does, with its unit.</summary>
    public required string Description { get; init; }

    /// <summary>What it is where a plan does not say.</summary>
    public required string Default { get; init; }

    /// <summary>The least that a number may be; null where it is no number.</summary>
    public double? Low { get; init; }

    /// <summary>The most that a number may be; null where it is no number.</summary>
    public double? High { get; init; }

    /// <summary>Whether a number must be whole.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The words that it may be; empty where it is a number or any text.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>
    /// Whether it comes from the person who runs the pipeline alone, as names of columns do: a plan that sets it is refused.
    /// </summary>
    public bool IsForPeople { get; init; }

    /// <summary>Why a value cannot be used; null where it can.</summary>
    /// <param name="value">The value.</param>
    public string? Refusal(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Words.Count > 0)
            return Words.Contains(value) ? null : $"{Name} is '{Shown(value)}'; expected one of {string.Join(", ", Words)}";
        if (Low is not { } low || High is not { } high)
            return value.Length <= LongestText ? null : $"{Name} has {value.Length} letters; expected at most {LongestText}";
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high
            && (!IsWhole || number == Math.Floor(number)) ? null
            : string.Create(CultureInfo.InvariantCulture,
                $"{Name} is '{Shown(value)}'; expected {(IsWhole ? "a whole number" : "a number")} from {low} to {high}");
    }

    private static string Shown(string value) => value.Length > 40 ? value[..40] + "…" : value;
}
