using Counterpoise.Federated.Rounds;

namespace Counterpoise.Workflows.Events;

/// <summary>A round of a federation has ended.</summary>
/// <param name="Arms">The arms that are trained, joined by commas.</param>
/// <param name="Seed">Their seed.</param>
/// <param name="Round">What happened in it.</param>
/// <param name="Rounds">Rounds of this training.</param>
/// <param name="Done">Rounds done in this session, over all trainings.</param>
/// <param name="Total">Rounds of all trainings but those of earlier sessions.</param>
/// <param name="Remaining">The time that the rest will take at the pace so far.</param>
public sealed record FederatedStep(string Arms, ulong Seed, RoundResult Round, int Rounds, int Done, int Total, TimeSpan Remaining)
    : WorkflowEvent;
