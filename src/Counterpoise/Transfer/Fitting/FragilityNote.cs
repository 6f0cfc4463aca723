namespace Counterpoise.Transfer.Fitting;

/// <summary>Something unusual about a fit, said to programs and to people.</summary>
/// <param name="Flag">What it is.</param>
/// <param name="Text">A sentence: what was found and what it means.</param>
public sealed record FragilityNote(FragilityFlag Flag, string Text);
