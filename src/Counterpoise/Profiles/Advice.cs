namespace Counterpoise.Profiles;

/// <summary>One piece of advice with its evidence.</summary>
/// <param name="Kind">Whether to do it or to leave it.</param>
/// <param name="What">What to do, or what not to do, in one sentence.</param>
/// <param name="Evidence">The numbers of this data set that speak for it.</param>
public sealed record Advice(AdviceKind Kind, string What, string Evidence);
