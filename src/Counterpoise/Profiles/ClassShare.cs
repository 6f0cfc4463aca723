namespace Counterpoise.Profiles;

/// <summary>One class of a profile.</summary>
/// <param name="Name">Class name.</param>
/// <param name="Count">Rows of the class.</param>
/// <param name="Share">Count over all rows.</param>
/// <param name="RatioToLargest">Rows of the largest class per row of this one; null without rows.</param>
/// <param name="EffectiveNumber">(1 − βⁿ) / (1 − β).</param>
/// <param name="Tiny">True if the class has rows, but fewer than the options' limit.</param>
public sealed record ClassShare(string Name, int Count, double Share, double? RatioToLargest, double EffectiveNumber, bool Tiny);
