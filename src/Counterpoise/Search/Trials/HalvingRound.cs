namespace Counterpoise.Search.Trials;

/// <summary>One round of <see cref="SuccessiveHalving"/>.</summary>
/// <param name="Budget">What each point was given.</param>
/// <param name="Trials">The points that took part, by their numbers.</param>
public sealed record HalvingRound(int Budget, IReadOnlyList<Trial> Trials);
