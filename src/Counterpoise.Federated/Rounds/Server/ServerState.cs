namespace Counterpoise.Federated.Rounds;

/// <summary>What the server holds between rounds.</summary>
/// <param name="Global">The global network.</param>
/// <param name="Extras">What the method sends to clients beside it; empty for most.</param>
/// <param name="Kept">What the method keeps at the server; empty for most.</param>
public sealed record ServerState(ModelState Global, ModelState Extras, ModelState Kept);
