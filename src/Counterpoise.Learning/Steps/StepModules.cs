using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Steps;

/// <summary>What the steps do with their modules.</summary>
internal static class StepModules
{
    /// <summary>Moves modules to a device before optimisers are made of their parameters; to the first one's where it is null.</summary>
    public static Device Place(Device? device, IReadOnlyList<nn.Module> modules)
    {
        var target = device ?? modules[0].parameters().First().device;
        foreach (var module in modules)
        {
            module.to(target);
        }

        return target;
    }

    /// <summary>A part's parameters under names that differ from the model's.</summary>
    public static IEnumerable<KeyValuePair<string, Tensor>> Named(string part, nn.Module module) =>
        module.NamedParameters().Select(p => KeyValuePair.Create($"{part}/{p.Key}", p.Value));
}
