namespace Counterpoise.LabelAudits;

/// <summary>What each detector says of every row.</summary>
internal sealed record AuditSigns(ProbeRounds Rounds, MarginThreshold Margins, ConfidentLearningResult Confident, double[] LargeLoss);
