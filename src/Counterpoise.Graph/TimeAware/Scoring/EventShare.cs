namespace Counterpoise.Graph.TimeAware;

/// <summary>The attention of an earlier event.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Hours">How long ago it was.</param>
/// <param name="Attention">Its share within the relation, 0 to 1.</param>
public sealed record EventShare(long Sequence, double Hours, double Attention);
