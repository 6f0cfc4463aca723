using System.CommandLine;
using System.Text.Json;
using Counterpoise.Cli.FragilityTasks;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Federated.Partitions;
using Counterpoise.Federated.Rounds;
using Counterpoise.Federated.Transport;
using Counterpoise.LabelAudits;
using Counterpoise.Learning.Training;
using Counterpoise.Lifecycle.Solving;
using Counterpoise.Messages;
using Counterpoise.Metrics;
using Counterpoise.Options;
using Counterpoise.Splits;
using Counterpoise.Transfer.Experiments;
using Counterpoise.Transfer.Fitting;
using Counterpoise.Transfer.Sampling;
using Counterpoise.Transfer.Strategies;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Mixing;
using Counterpoise.Vision.Scenarios;
using Counterpoise.Vision.Sources;
using Counterpoise.Vision.Splitting;
using Counterpoise.Workflows.Federated;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Cli.Output;

/// <summary>
/// What the properties of the library's options are called on the command line, so that a message names what a person can change.
/// </summary>
internal static class OptionNames
{
    /// <summary>By the record's name: property to option.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Records { get; } = new Dictionary<string,
        IReadOnlyDictionary<string, string>>
    {
        [nameof(TrainerOptions)] = new Dictionary<string, string>
        {
            [nameof(TrainerOptions.Epochs)] = "--epochs",
            [nameof(TrainerOptions.BatchSize)] = "--batch-size",
            [nameof(TrainerOptions.Seed)] = "--seed",
            [nameof(TrainerOptions.Optimizer)] = "--optimizer",
            [nameof(TrainerOptions.LearningRate)] = "--learning-rate",
            [nameof(TrainerOptions.WeightDecay)] = "--weight-decay",
            [nameof(TrainerOptions.Schedule)] = "--schedule",
            [nameof(TrainerOptions.WarmUpEpochs)] = "--warm-up",
            [nameof(TrainerOptions.Sampler)] = "--sampler",
            [nameof(TrainerOptions.Views)] = "--views",
            [nameof(TrainerOptions.AccumulationSteps)] = "--accumulate",
            [nameof(TrainerOptions.ClipNorm)] = "--clip-norm",
            [nameof(TrainerOptions.EmaDecay)] = "--ema",
            [nameof(TrainerOptions.BFloat16)] = "--bf16",
            [nameof(TrainerOptions.FrozenBackboneEpochs)] = "--frozen-epochs",
            [nameof(TrainerOptions.BackboneRate)] = "--backbone-rate",
            [nameof(TrainerOptions.WatchedMetric)] = "--watch",
            [nameof(TrainerOptions.Patience)] = "--patience",
            [nameof(TrainerOptions.NormBatches)] = "--norm-batches",
            [nameof(TrainerOptions.CheckpointSteps)] = "--checkpoint-steps",
        },
        [nameof(ImageExperimentOptions)] = new Dictionary<string, string>
        {
            [nameof(ImageExperimentOptions.ImageSize)] = "--size",
            [nameof(ImageExperimentOptions.WidthMultiplier)] = "--width",
            [nameof(ImageExperimentOptions.Dropout)] = "--dropout",
            [nameof(ImageExperimentOptions.BatchNormMomentum)] = "--batch-norm-momentum",
            [nameof(ImageExperimentOptions.Fit)] = "--fit",
            [nameof(ImageExperimentOptions.SixteenBitDepth)] = "--sixteen-bit-depth",
            [nameof(ImageExperimentOptions.MaximumPixels)] = "--maximum-pixels",
        },
        [nameof(DecodeOptions)] = new Dictionary<string, string>
        {
            [nameof(DecodeOptions.SixteenBitDepth)] = "--sixteen-bit-depth",
            [nameof(DecodeOptions.MaximumPixels)] = "--maximum-pixels",
        },
        [nameof(ImageFolderOptions)] = new Dictionary<string, string>
        {
            [nameof(ImageFolderOptions.GroupFrom)] = "--group-from",
            [nameof(ImageFolderOptions.GroupPattern)] = "--group-pattern",
        },
        [nameof(ImageManifestOptions)] = new Dictionary<string, string> { [nameof(ImageManifestOptions.Root)] = "--image-root" },
        [nameof(ImageMixing)] = new Dictionary<string, string>
        {
            [nameof(ImageMixing.MixupAlpha)] = "--mixup",
            [nameof(ImageMixing.CutMixAlpha)] = "--cutmix",
        },
        [nameof(ScenarioOptions)] = new Dictionary<string, string>
        {
            [nameof(ScenarioOptions.TrainCount)] = "--train-count",
            [nameof(ScenarioOptions.TestCount)] = "--test-count",
            [nameof(ScenarioOptions.ValidationCount)] = "--validation-count",
        },
        [nameof(ImageSplitOptions)] = new Dictionary<string, string>
        {
            [nameof(ImageSplitOptions.TestShare)] = "--test-share",
            [nameof(ImageSplitOptions.ValidationShare)] = "--validation-share",
        },
        [nameof(FragilityFitOptions)] = new Dictionary<string, string>
        {
            [nameof(FragilityFitOptions.Form)] = "--form",
            [nameof(FragilityFitOptions.Covariance)] = "--covariance",
            [nameof(FragilityFitOptions.MinimumBeta)] = "--minimum-beta",
            [nameof(FragilityFitOptions.FailureWeight)] = "--failure-weight",
        },
        [nameof(TransferOptions)] = new Dictionary<string, string>
        {
            [nameof(TransferOptions.MedianDeviation)] = "--median-deviation",
            [nameof(TransferOptions.BetaDeviation)] = "--beta-deviation",
            [nameof(TransferOptions.Width)] = "--prior-width",
            [nameof(TransferOptions.Flattening)] = "--flattening",
        },
        [nameof(ImagePredictingOptions)] = new Dictionary<string, string>
        {
            [nameof(ImagePredictingOptions.BatchSize)] = "--batch-size",
            [nameof(ImagePredictingOptions.MaximumPixels)] = "--maximum-pixels",
            [nameof(ImagePredictingOptions.Embeddings)] = "--embeddings",
        },
        [nameof(FederatedOptions)] = new Dictionary<string, string>
        {
            [nameof(FederatedOptions.Rounds)] = "--rounds",
            [nameof(FederatedOptions.LocalEpochs)] = "--local-epochs",
            [nameof(FederatedOptions.BatchSize)] = "--batch-size",
            [nameof(FederatedOptions.LearningRate)] = "--learning-rate",
            [nameof(FederatedOptions.Momentum)] = "--momentum",
            [nameof(FederatedOptions.WeightDecay)] = "--weight-decay",
            [nameof(FederatedOptions.ClientFraction)] = "--client-fraction",
            [nameof(FederatedOptions.RateDropFactor)] = "--drop-factor",
        },
        [nameof(FederatedDataOptions)] = new Dictionary<string, string>
        {
            [nameof(FederatedDataOptions.ClientColumn)] = "--client-column",
            [nameof(FederatedDataOptions.TestShare)] = "--test-share",
            [nameof(FederatedDataOptions.Ratio)] = "--ratio",
            [nameof(FederatedDataOptions.Largest)] = "--largest",
            [nameof(FederatedDataOptions.Size)] = "--size",
        },
        [nameof(PartitionOptions)] = new Dictionary<string, string>
        {
            [nameof(PartitionOptions.Clients)] = "--clients",
            [nameof(PartitionOptions.Alpha)] = "--alpha",
            [nameof(PartitionOptions.MinimumRows)] = "--minimum-rows",
            [nameof(PartitionOptions.ShardsPerClient)] = "--shards",
            [nameof(PartitionOptions.ClassesPerClient)] = "--classes-per-client",
        },
        [nameof(FederationEndpoint)] = new Dictionary<string, string>
        {
            [nameof(FederationEndpoint.Address)] = "--address",
            [nameof(FederationEndpoint.Port)] = "--port",
            [nameof(FederationEndpoint.Certificate)] = "--certificate",
            [nameof(FederationEndpoint.Token)] = "--token",
        },
        [nameof(FederationConnection)] = new Dictionary<string, string>
        {
            [nameof(FederationConnection.Server)] = "--server",
            [nameof(FederationConnection.Token)] = "--token",
            [nameof(FederationConnection.Patience)] = "--patience",
        },
        [nameof(SamplerOptions)] = new Dictionary<string, string> { [nameof(SamplerOptions.Draws)] = "--draws" },
        [nameof(TransferExperimentOptions)] = new Dictionary<string, string>
        {
            [nameof(TransferExperimentOptions.Draws)] = "--experiment",
            [nameof(TransferExperimentOptions.Stripes)] = "--stripes",
            [nameof(TransferExperimentOptions.PerStripe)] = "--per-stripe",
        },
        [nameof(SolveOptions)] = new Dictionary<string, string>
        {
            [nameof(SolveOptions.Metric)] = "--metric",
            [nameof(SolveOptions.Budget)] = "--budget",
            [nameof(SolveOptions.Trials)] = "--trials",
            [nameof(SolveOptions.OuterFolds)] = "--outer-folds",
            [nameof(SolveOptions.InnerFolds)] = "--inner-folds",
        },
        [nameof(LabelAuditOptions)] = new Dictionary<string, string>
        {
            [nameof(LabelAuditOptions.Ranking)] = "--ranking",
            [nameof(LabelAuditOptions.QueueShare)] = "--queue",
            [nameof(LabelAuditOptions.Epsilon)] = "--epsilon",
            [nameof(LabelAuditOptions.Rounds)] = "--rounds",
        },
        [nameof(EvaluationOptions)] = new Dictionary<string, string>
        {
            [nameof(EvaluationOptions.Confidence)] = "--confidence",
            [nameof(EvaluationOptions.BootstrapReplicates)] = "--bootstrap",
        },
    };

    /// <summary>The faults of options in the words of the command line; those of options that have no names there as they are.</summary>
    /// <param name="exception">The faults.</param>
    /// <param name="verb">The verb that was asked for; an option of it that is called as a property is meant where no record names
    /// one. Null where it is not known.</param>
    public static string Describe(InvalidOptionsException exception, Command? verb = null)
    {
        var names = Records.GetValueOrDefault(exception.Options);
        string? Find(string property) => names?.GetValueOrDefault(property)
            ?? (Typed(property) is var typed && verb?.Options.Any(o => o.Name == typed) == true ? typed : null);
        return exception.Faults.Any(fault => fault.Parts.OfType<SettingPart>().Any(part => Find(part.Property) is not null))
            ? string.Join("; ", exception.Faults.Select(fault => Word(fault, Find))) : exception.Message;
    }

    /// <summary>The options of reading images, which any message of a workflow may name.</summary>
    private static readonly IReadOnlyDictionary<string, string> OfImages = new[] { nameof(DecodeOptions), nameof(ImageFolderOptions),
        nameof(ImageManifestOptions) }.SelectMany(record => Records[record]).ToDictionary();

    /// <summary>A message in the words of the command line.</summary>
    public static string Word(Message message) => Word(message, OfImages.GetValueOrDefault);

    private static string Word(Message message, Func<string, string?> find) => message.Word(part => part switch
    {
        SettingPart setting when find(setting.Property) is { } name => setting.Value is null ? name : $"{name} {setting.Value}",
        UnsetPart => "left out",
        ChoicePart { Choice: FragilityEstimator.Firth } => FragilityOptions.Firth.Name,
        ChoicePart { Choice: MissingClassPolicy.Warn } => $"{ImageDataArguments.MissingClass.Name} warn",
        _ => null,
    }).ToString();

    private static string Typed(string property) => "--" + JsonNamingPolicy.KebabCaseLower.ConvertName(property);
}
