namespace Counterpoise.Workflows.Federated;

/// <summary>The rows of one client in a file.</summary>
/// <param name="Client">The client's name.</param>
/// <param name="File">The file.</param>
/// <param name="Rows">How many.</param>
public sealed record DealtRows(string Client, string File, int Rows);
