namespace Counterpoise.Vision.Models;

/// <summary>State dicts as others save them, under the network's own keys.</summary>
internal static class PretrainedState
{
    private static readonly string[] s_wrappers = ["state_dict.", "module."];

    /// <summary>Reads a file, and takes off what a training program or torch.nn.DataParallel put before every key.</summary>
    public static IReadOnlyDictionary<string, Tensor> Read(string path, ImageArchitecture architecture)
    {
        var state = architecture.ReadWeights(path);
        foreach (var wrapper in s_wrappers)
        {
            if (state.Count > 0 && state.Keys.All(k => k.StartsWith(wrapper, StringComparison.Ordinal)))
            {
                state = state.ToDictionary(t => t.Key[wrapper.Length..], t => t.Value);
            }
        }

        return state;
    }

    /// <summary>
    /// Whether a tensor is a batch norm's count of batches, which files from before PyTorch 0.4.1 lack, and which only a plain average
    /// needs.
    /// </summary>
    public static bool IsCount(string name) => name.EndsWith("num_batches_tracked", StringComparison.Ordinal);
}
