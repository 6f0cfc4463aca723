using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Stages;

/// <summary>Puts a model into the state that a stage asks for, from whatever state it is in.</summary>
internal sealed class StageSetup
{
    private readonly nn.Module _model;
    private readonly HashSet<string> _learnable;

    /// <param name="model">The model; parameters that learn now are those that a stage may free.</param>
    /// <param name="alwaysLearnable">Parameters that a stage frees even where they are frozen now.</param>
    public StageSetup(nn.Module model, Func<string, bool> alwaysLearnable)
    {
        _model = model;
        _learnable = [.. model.NamedParameters().Where(p => p.Value.RequiresGrad || alwaysLearnable(p.Key)).Select(p => p.Key)];
    }

    public void Apply(TrainingStage stage)
    {
        _model.train();
        var norms = Norms().ToArray();
        bool Learns(string name) => !stage.Frozen.Contains(name)
            && !(stage.NormMode == NormMode.Adapt && Array.Exists(norms, n => Owns(n.Name, name)));
        _model.RequireGrad(true, name => _learnable.Contains(name) && Learns(name));
        _model.RequireGrad(false, name => _learnable.Contains(name) && !Learns(name));
        foreach (var (name, norm) in norms)
        {
            var rests = stage.NormMode == NormMode.Frozen || (stage.NormMode == NormMode.FrozenParts && IsFrozen(name, norm, stage));
            if (rests)
            {
                norm.eval();
            }
        }
    }

    /// <summary>Lets learn again what did before the first stage.</summary>
    public void Release() => _model.RequireGrad(true, _learnable.Contains);

    private static bool Owns(string module, string parameter) =>
        module.Length == 0 ? !parameter.Contains('.') : parameter.StartsWith(module + ".", StringComparison.Ordinal);

    private static bool IsFrozen(string name, nn.Module norm, TrainingStage stage)
    {
        var own = norm.named_parameters(recurse: false).Select(p => name.Length == 0 ? p.name : $"{name}.{p.name}").ToArray();
        return own.Length == 0 ? stage.Frozen.Contains($"{name}.running_mean") : own.All(stage.Frozen.Contains);
    }

    private IEnumerable<(string Name, nn.Module Module)> Norms() =>
        _model.NamedModules().Where(m => m.Value.named_buffers(recurse: false).Any(b => b.name == "running_mean"))
            .Select(m => (m.Key, m.Value));
}
