using Counterpoise.ClassifierForms;
using Counterpoise.Deploy.Onnx;

namespace Counterpoise.Deploy.TableExport;

/// <summary>Trees as one node of ai.onnx.ml, which adds what their leaves hold.</summary>
internal static class OnnxTrees
{
    public static string Add(OnnxGraphWriter writer, TreesForm form, int outputs, bool isShares, string x)
    {
        List<long> trees = [], nodes = [], columns = [], left = [], right = [], leafTrees = [], leafNodes = [], targets = [];
        List<double> thresholds = [], weights = [];
        List<string> modes = [];
        foreach (var (t, tree) in form.Trees.Index())
        {
            for (var n = 0; n < tree.SplitColumns.Length; n++)
            {
                var isLeaf = tree.SplitColumns[n] < 0;
                trees.Add(t);
                nodes.Add(n);
                columns.Add(Math.Max(0, tree.SplitColumns[n]));
                left.Add(Math.Max(0, tree.Left[n]));
                right.Add(Math.Max(0, tree.Right[n]));
                thresholds.Add(isLeaf ? 0 : tree.Thresholds[n]);
                modes.Add(isLeaf ? "LEAF" : "BRANCH_LEQ");
                for (var c = 0; isLeaf && c < (isShares ? outputs : 1); c++)
                {
                    leafTrees.Add(t);
                    leafNodes.Add(n);
                    targets.Add(isShares ? c : tree.Output);
                    weights.Add(isShares ? tree.Values[(n * outputs) + c] : tree.Values[n]);
                }
            }
        }

        return writer.ClassicalNode("TreeEnsembleRegressor", [x], ("n_targets", outputs), ("aggregate_function", "SUM"),
            ("post_transform", "NONE"), ("nodes_treeids", trees.ToArray()), ("nodes_nodeids", nodes.ToArray()),
            ("nodes_featureids", columns.ToArray()), ("nodes_truenodeids", left.ToArray()), ("nodes_falsenodeids", right.ToArray()),
            ("nodes_values_as_tensor", thresholds.ToArray()), ("nodes_modes", modes.ToArray()), ("target_treeids", leafTrees.ToArray()),
            ("target_nodeids", leafNodes.ToArray()), ("target_ids", targets.ToArray()), ("target_weights_as_tensor", weights.ToArray()));
    }
}
