namespace Counterpoise.Methods;

/// <summary>Thrown for a text that is no name of a method; says which part is wrong, where it stands, and which names are near.</summary>
/// <param name="text">The whole text.</param>
/// <param name="part">The part that is wrong.</param>
/// <param name="position">Where it begins in the text, from 1.</param>
/// <param name="fault">What is wrong with it and what to do, without a full stop.</param>
/// <param name="nearest">Names that may have been meant, the nearest first; empty where there are none.</param>
public sealed class MethodNameException(string text, string part, int position, string fault, IReadOnlyList<string> nearest)
    : ArgumentException($"method '{text}', position {position}: {fault}{(nearest.Count == 0 ? "" : ": did you mean ")}"
        + $"{string.Join(" or ", nearest)}{(nearest.Count == 0 ? "" : "?")}")
{
    /// <summary>The whole text.</summary>
    public string Text { get; } = text;

    /// <summary>The part that is wrong.</summary>
    public string Part { get; } = part;

    /// <summary>Where the part begins in the text, from 1.</summary>
    public int Position { get; } = position;

    /// <summary>Names that may have been meant, the nearest first.</summary>
    public IReadOnlyList<string> Nearest { get; } = nearest;
}
