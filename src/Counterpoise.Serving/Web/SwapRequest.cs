namespace Counterpoise.Serving.Web;

/// <summary>Which model of the models folder is to be served.</summary>
/// <param name="Model">Path below the models folder.</param>
internal sealed record SwapRequest(string? Model);
