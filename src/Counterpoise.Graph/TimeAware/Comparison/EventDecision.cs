namespace Counterpoise.Graph.TimeAware;

/// <summary>What a rule of decision makes of the network's test scores.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Threshold">The probability from which an event is called positive.</param>
/// <param name="F1">F1 of the positive class.</param>
/// <param name="Precision">Precision.</param>
/// <param name="Recall">Recall.</param>
/// <param name="SupposedShare">The share of positives that the rule supposes.</param>
public sealed record EventDecision(string Rule, double Threshold, double F1, double Precision, double Recall, double SupposedShare);
