namespace Counterpoise.Workflows.Federated;

/// <summary>What a client process is started with.</summary>
/// <param name="Client">The client's name.</param>
/// <param name="Rows">The file of its rows.</param>
/// <param name="Plan">The file of the plan.</param>
/// <param name="Server">The server.</param>
/// <param name="Token">The server's secret.</param>
/// <param name="Fingerprint">Of the server's certificate; null without TLS.</param>
/// <param name="Memory">Where it keeps what it remembers.</param>
public sealed record ClientLaunch(string Client, string Rows, string Plan, Uri Server, string Token, string? Fingerprint, string Memory);
