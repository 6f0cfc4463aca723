namespace Counterpoise.Serving.Models;

/// <summary>A column that a model of tables takes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Categories">The categories that training knew; null for numbers.</param>
/// <param name="Usual">What fills it where it is missing: the median, or the most frequent category.</param>
public sealed record ServedColumn(string Name, IReadOnlyList<string>? Categories, string Usual);
