using System.Globalization;

namespace Counterpoise.Options;

/// <summary>
/// Weights of classes that people give in place of those by frequency, such as <c>melanoma:20,nevus:1</c>: what a row of the class counts
/// in the loss, which is what missing it costs. Classes that are not named weigh 1.
/// </summary>
public sealed class OwnClassWeights
{
    private readonly KeyValuePair<string, double>[] _named;

    /// <summary>Creates weights.</summary>
    /// <param name="named">Class and weight; weights are positive and finite.</param>
    /// <exception cref="FormatException">There is none, a class is named twice, or a weight is not positive and finite.</exception>
    public OwnClassWeights(params IEnumerable<KeyValuePair<string, double>> named)
    {
        ArgumentNullException.ThrowIfNull(named);
        _named = [.. named];
        if (_named.Length == 0 || _named.DistinctBy(n => n.Key).Count() < _named.Length
            || _named.Any(n => !(n.Value > 0) || !double.IsFinite(n.Value)))
        {
            throw new FormatException($"'{this}' gives no positive weight to each class once, as melanoma:20,nevus:1 does");
        }
    }

    /// <summary>Reads weights.</summary>
    /// <param name="text">Pairs of class, colon and weight, with commas between them; a name may have colons, and no commas.</param>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static OwnClassWeights Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(text.Split(',', StringSplitOptions.TrimEntries).Select(pair =>
            pair.LastIndexOf(':') is > 0 and var colon && double.TryParse(pair.AsSpan(colon + 1), NumberStyles.Float,
                CultureInfo.InvariantCulture, out var weight)
                ? KeyValuePair.Create(pair[..colon].Trim(), weight)
                : throw new FormatException($"'{pair}' is no class with its weight, such as melanoma:20")));
    }

    /// <summary>The weights in the order of the labels.</summary>
    /// <param name="classNames">The classes.</param>
    /// <returns>A weight for each class, [C].</returns>
    /// <exception cref="ArgumentException">A class is named that is none of them.</exception>
    public double[] For(IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        var stranger = _named.FirstOrDefault(n => !classNames.Contains(n.Key));
        return stranger.Key is null
            ? [.. classNames.Select(c => Array.Find(_named, n => n.Key == c) is { Key: not null } found ? found.Value : 1)]
            : throw new ArgumentException(
                $"the weights name the class '{stranger.Key}'; the classes are {string.Join(", ", classNames)}", nameof(classNames));
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(',', _named.Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.Key}:{n.Value:R}")));
}
