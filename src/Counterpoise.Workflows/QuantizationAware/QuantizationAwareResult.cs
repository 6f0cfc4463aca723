using Counterpoise.LayerGraphs;

namespace Counterpoise.Workflows.QuantizationAware;

/// <summary>What training with int8 in view gave.</summary>
/// <param name="Graph">The layers with the weights whose int8 form is nearest to the network on validation; those that were given where
/// no epoch was nearer.</param>
/// <param name="BestEpoch">The epoch that they are of, from 1; 0 where training did not help.</param>
/// <param name="Before">Mean divergence of int8 from the network on validation before the training, in nats, every class counting alike;
/// null without validation rows.</param>
/// <param name="After">The same of <paramref name="Graph"/>; null without validation rows.</param>
public sealed record QuantizationAwareResult(LayerGraph Graph, int BestEpoch, double? Before, double? After);
