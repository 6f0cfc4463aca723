namespace Counterpoise.Serving.Models;

/// <summary>A row that a client has sent.</summary>
/// <param name="Values">A number, a text or null for each column of the model; empty where there is a fault.</param>
/// <param name="Notes">What is filled, and which categories are unknown.</param>
/// <param name="Fault">Why it cannot be used; null where it can.</param>
internal sealed record TableRow(object?[] Values, IReadOnlyList<string> Notes, string? Fault);
