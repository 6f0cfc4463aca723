using System.Globalization;

namespace Counterpoise.Messages;

/// <summary>What to do where data do not fit a method.</summary>
/// <param name="Kind">What helps.</param>
/// <param name="Text">The same in words of the library, such as <c>lower k to 2 or use RandomOverSampler</c>.</param>
public sealed record Remedy(RemedyKind Kind, string Text)
{
    /// <summary>The value to set, or null where none can be named.</summary>
    public int? To { get; init; }

    /// <summary>Whether copies of rows help as well.</summary>
    public bool OrCopies { get; init; }

    /// <summary>Fewer neighbours.</summary>
    /// <param name="property">What the number is called in the method's options.</param>
    /// <param name="to">The most that there can be; null where unknown.</param>
    /// <param name="orCopies">Whether <c>RandomOverSampler</c> helps as well.</param>
    public static Remedy FewerNeighbors(string property, int? to, bool orCopies = false) => new(RemedyKind.FewerNeighbors,
        $"lower {property}{(to is { } most ? $" to {most.ToString(CultureInfo.InvariantCulture)}" : "")}"
        + (orCopies ? " or use RandomOverSampler" : "")) { To = to, OrCopies = orCopies };

    /// <summary>The words of the library.</summary>
    public override string ToString() => Text;
}
