using Counterpoise.Reports.Fragility;
using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Workflows.Fragility;

/// <summary>What transfer gave.</summary>
/// <param name="Structures">The target with its learned curve, then the sources.</param>
/// <param name="Report">All strategies, with their scores.</param>
public sealed record FragilityTransferResult(IReadOnlyList<FragilityStructure> Structures, TransferReport Report);
