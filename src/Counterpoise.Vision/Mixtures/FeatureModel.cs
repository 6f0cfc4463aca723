using System.Globalization;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.SavedModels;
using Counterpoise.TableModels;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Mixtures;

/// <summary>
/// A model of images on frozen features that is kept in one file: a mixture of experts, or a single one such as prototypes. The networks
/// of the features are named and not kept.
/// </summary>
/// <param name="Mixture">What predicts; it is disposed with the model.</param>
/// <param name="Experts">Where the features of each expert come from.</param>
/// <param name="ClassNames">C classes.</param>
/// <param name="ClassCounts">Training images of each.</param>
/// <param name="Method">The method's name, such as <c>mixture</c>.</param>
/// <param name="Seed">The seed of its split and training.</param>
/// <param name="Program">The program and its version.</param>
/// <param name="CommandLine">The command that trained it.</param>
public sealed record FeatureModel(FittedMixture Mixture, IReadOnlyList<FeatureExpert> Experts, IReadOnlyList<string> ClassNames,
    IReadOnlyList<int> ClassCounts, string Method, ulong Seed, string Program, string CommandLine) : IDisposable
{
    private const string Task = "classification of images on frozen features";
    private const int MostWidth = 1 << 20, MostHidden = 1 << 16;

    /// <summary>The model of tables that alone decides on the features; null where prototypes or several experts do.</summary>
    public TableModel? TableModel => Mixture.Experts is [FittedTableModel only] ? only.Model : null;

    /// <summary>Whether a file holds such a model.</summary>
    /// <param name="path">The file; it need not be there.</param>
    public static bool Is(string path) => PartFile.Task(path) == Task;

    /// <summary>Writes the model, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="codecs">The kinds of classifiers that can be written.</param>
    /// <exception cref="NotSupportedException">An expert's classifier cannot be saved.</exception>
    public void Save(string path, ClassifierCodecs codecs)
    {
        ArgumentNullException.ThrowIfNull(codecs);
        PartFile.Write(path, part =>
        {
            var options = Mixture.Options;
            part.Text("task", Task);
            part.Text("program", Program);
            part.Text("command_line", CommandLine);
            part.Text("method", Method);
            part.Text("seed", Seed.ToString(CultureInfo.InvariantCulture));
            part.Texts("classes", ClassNames);
            part.Integers("training_images", [.. ClassCounts]);
            part.Text("space", options.Space.ToString());
            part.Number("gate_temperature", options.GateTemperature);
            part.Integer("gate_hidden", options.GateHidden);
            part.Parts("experts", Experts.Index(), (own, expert) =>
            {
                own.Text("name", Mixture.Names[expert.Index]);
                own.Text("network", expert.Item.Network);
                own.Text("features", expert.Item.Features);
                own.Integer("width", expert.Item.Width);
                own.Number("temperature", Mixture.Temperatures[expert.Index]);
                if (expert.Item.Weights is { } weights)
                {
                    own.Text("weights", weights);
                }

                codecs.Write(own, "classifier", Mixture.Experts[expert.Index]);
            });
            part.Part("gate", own => Write(own, Mixture.Gate));
            part.Parts("corrections", Mixture.Corrections, Write);
        });
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">A file of <see cref="Save"/>.</param>
    /// <param name="codecs">The kinds of classifiers that can be read.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no such model, damaged, or says what cannot be.</exception>
    public static FeatureModel Load(string path, ClassifierCodecs codecs)
    {
        ArgumentNullException.ThrowIfNull(codecs);
        return PartFile.Read(path, part => Read(part, codecs));
    }

    /// <inheritdoc/>
    public void Dispose() => Mixture.Dispose();

    private static FeatureModel Read(PartReader part, ClassifierCodecs codecs)
    {
        if (part.Text("task") is var task && task != Task)
        {
            throw part.Fault($"the model is for '{task}'; expected '{Task}'");
        }

        var classes = part.Texts("classes");
        var parts = part.Parts("experts");
        if (classes.Length < 2 || classes.Distinct().Count() < classes.Length || parts.Length == 0)
        {
            throw part.Fault($"found {classes.Length} classes and {parts.Length} experts; expected two different classes or more, and an "
                + "expert");
        }

        FeatureExpert[] experts = [.. parts.Select(own => new FeatureExpert(own.Text("network"),
            own.Has("weights") ? own.Text("weights") : null, own.Text("features"), own.Integer("width", 1, MostWidth)))];
        IFittedClassifier[] fitted = [.. parts.Select(own => codecs.Read(own, "classifier"))];
        double[] temperatures = [.. parts.Select(own => own.Number("temperature"))];
        if (fitted.FirstOrDefault(f => f.ClassCount != classes.Length) is { } other || temperatures.Any(t => !(t > 0)))
        {
            throw part.Fault($"an expert knows another number of classes than {classes.Length}, or a temperature is not above 0");
        }

        if (!Enum.TryParse<MixingSpace>(part.Text("space"), out var space) || !Enum.IsDefined(space)
            || !ulong.TryParse(part.Text("seed"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            || part.Number("gate_temperature") is not (> 0 and var gateTemperature))
        {
            throw part.Fault("'space' is no place to mix, 'seed' no whole number, or 'gate_temperature' not above 0");
        }

        var options = new SoftMixtureOptions { Space = space, GateTemperature = gateTemperature,
            GateHidden = part.Integer("gate_hidden", 1, MostHidden) };
        var gate = new GateNetwork([.. experts.Select(e => e.Width)], options.GateHidden, 0).Initialize(0);
        var corrections = part.Parts("corrections");
        if (corrections.Length != 0 && corrections.Length != experts.Length)
        {
            throw part.Fault($"found {corrections.Length} corrections for {experts.Length} experts");
        }

        nn.Module<Tensor, Tensor>[] linear = [.. corrections.Select((_, k) =>
            (nn.Module<Tensor, Tensor>)new Linear(experts[k].Width, classes.Length).Initialize(0))];
        var mixture = new FittedMixture([.. parts.Select(own => own.Text("name"))], fitted, temperatures, gate, linear, options);
        try
        {
            Read(part.Part("gate"), gate);
            foreach (var (own, module) in corrections.Zip(linear))
            {
                Read(own, module);
            }

            // A row of zeros shows whether the parts fit together.
            mixture.Predict([.. experts.Select(e => new DenseMatrix(1, e.Width))]);
            return new FeatureModel(mixture, experts, classes, part.Integers("training_images", 0, int.MaxValue, classes.Length),
                part.Text("method"), seed, part.Text("program"), part.Text("command_line"));
        }
        catch (ArgumentException fault)
        {
            mixture.Dispose();
            throw part.Fault($"its parts do not fit together: {fault.Message}");
        }
        catch
        {
            mixture.Dispose();
            throw;
        }
    }

    private static void Write(PartWriter part, nn.Module<Tensor, Tensor> module)
    {
        foreach (var (name, parameter) in module.NamedParameters())
        {
            using var scope = torch.NewDisposeScope();
            part.Numbers(name, parameter.Detach().to_type(ScalarType.Float64).ToArray<double>());
        }
    }

    private static void Read(PartReader part, nn.Module<Tensor, Tensor> module)
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        foreach (var (name, parameter) in module.NamedParameters())
        {
            var values = Tensor.FromArray(part.FiniteNumbers(name, parameter.Count), parameter.Shape);
            parameter.copy_(values.to_type(parameter.Type));
        }
    }
}
