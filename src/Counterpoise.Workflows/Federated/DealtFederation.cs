namespace Counterpoise.Workflows.Federated;

/// <summary>A federation whose rows lie in files.</summary>
/// <param name="Plan">The file of the plan.</param>
/// <param name="Clients">The clients.</param>
public sealed record DealtFederation(string Plan, IReadOnlyList<DealtRows> Clients);
