namespace Counterpoise.LabelAudits;

/// <summary>How well a ranking finds rows that were mislabelled on purpose.</summary>
/// <param name="Ranking">The ranking.</param>
/// <param name="RecallAtFlipped">Share of the mislabelled rows among as many of the most suspicious rows.</param>
/// <param name="AveragePrecision">Average precision of "mislabelled".</param>
/// <param name="PrecisionAt1">Share of mislabelled rows in the most suspicious 1% of the audited class.</param>
/// <param name="PrecisionAt2">The same at 2%.</param>
/// <param name="PrecisionAt5">The same at 5%.</param>
public sealed record RankingScore(AuditRanking Ranking, double RecallAtFlipped, double AveragePrecision, double PrecisionAt1,
    double PrecisionAt2, double PrecisionAt5);
