namespace Counterpoise.Graph.TimeAware;

/// <summary>The score of one event, and where it came from.</summary>
/// <param name="Sequence">The event's number, from 0; its label is told under it.</param>
/// <param name="Logit">The network's output.</param>
/// <param name="Probability">Its logistic function. Focal loss and α move it: calibrate before it is read as a chance.</param>
/// <param name="Relations">Weight of each relation in the last layer, the greatest first; none for an event without earlier ones.</param>
public sealed record EventScore(long Sequence, double Logit, double Probability, IReadOnlyList<RelationShare> Relations);
