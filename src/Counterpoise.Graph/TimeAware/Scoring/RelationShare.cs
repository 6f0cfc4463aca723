namespace Counterpoise.Graph.TimeAware;

/// <summary>What one relation gave to a score.</summary>
/// <param name="Name">The relation.</param>
/// <param name="Weight">Its weight β among the relations, 0 to 1.</param>
/// <param name="Events">The earlier events it holds and the attention of each, the greatest first.</param>
public sealed record RelationShare(string Name, double Weight, IReadOnlyList<EventShare> Events);
