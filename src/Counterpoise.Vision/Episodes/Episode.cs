namespace Counterpoise.Vision.Episodes;

/// <summary>One episode: a few supports of each class, and queries of other patients.</summary>
/// <param name="Classes">The classes, in the order in which they are numbered in the episode.</param>
/// <param name="Support">Rows of the supports.</param>
/// <param name="SupportLabels">Their numbers in <paramref name="Classes"/>.</param>
/// <param name="Query">Rows of the queries.</param>
/// <param name="QueryLabels">Their numbers in <paramref name="Classes"/>.</param>
public sealed record Episode(int[] Classes, int[] Support, int[] SupportLabels, int[] Query, int[] QueryLabels);
