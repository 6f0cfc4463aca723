namespace Counterpoise.Learning.Scaling;

/// <summary>What a data-parallel step would take.</summary>
/// <param name="Seconds">Mean time of a step.</param>
/// <param name="Compute">Of it, a rank's own computing.</param>
/// <param name="Waiting">Of it, waiting for the slowest rank.</param>
/// <param name="Communication">Of it, messages that computing does not hide.</param>
/// <param name="BytesPerRank">Bytes that each rank sends in a step, and receives.</param>
/// <param name="Efficiency">Speed over that of one rank with a core of its own and the same joined batch, divided by the ranks: 1 is
/// linear.</param>
public sealed record ScalingEstimate(double Seconds, double Compute, double Waiting, double Communication, double BytesPerRank,
    double Efficiency);
