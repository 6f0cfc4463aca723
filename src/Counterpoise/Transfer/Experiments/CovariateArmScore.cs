using Counterpoise.Statistics;

namespace Counterpoise.Transfer.Experiments;

/// <summary>One way of covariate transfer over the draws of an experiment.</summary>
/// <param name="Arm">Name of the way.</param>
/// <param name="LogLoss">Mean −ln p of a held-out row of the target; lower is better.</param>
/// <param name="AveragePrecision">Mean average precision of failures among held-out rows; higher is better.</param>
/// <param name="OverDirect">95% interval of how much lower its log loss is than direct transfer's (paired over draws), or null.</param>
/// <param name="OverTargetOnly">The same against the target's own fit, or null.</param>
/// <param name="Refused">Draws on which it was refused, which count in no mean.</param>
public sealed record CovariateArmScore(string Arm, double LogLoss, double AveragePrecision, Interval? OverDirect,
    Interval? OverTargetOnly, int Refused);
