// Made by `assay-maintenance prices`: embeds every price file.
#include "CAssayPrices.h"

static const unsigned char names[] = {
#embed "names.index"
};

static const unsigned char patterns[] = {
#embed "patterns.index"
};

static const unsigned char file0[] = {
#embed "abliteration.prices"
};

static const unsigned char file1[] = {
#embed "agentcore.prices"
};

static const unsigned char file2[] = {
#embed "ai21.prices"
};

static const unsigned char file3[] = {
#embed "aiand.prices"
};

static const unsigned char file4[] = {
#embed "aihubmix.prices"
};

static const unsigned char file5[] = {
#embed "aiml.prices"
};

static const unsigned char file6[] = {
#embed "alibaba.prices"
};

static const unsigned char file7[] = {
#embed "anthropic.prices"
};

static const unsigned char file8[] = {
#embed "anyscale.prices"
};

static const unsigned char file9[] = {
#embed "apiserpent.prices"
};

static const unsigned char file10[] = {
#embed "arcee.prices"
};

static const unsigned char file11[] = {
#embed "assemblyai.prices"
};

static const unsigned char file12[] = {
#embed "avian.prices"
};

static const unsigned char file13[] = {
#embed "aws.prices"
};

static const unsigned char file14[] = {
#embed "aws-polly.prices"
};

static const unsigned char file15[] = {
#embed "azure.prices"
};

static const unsigned char file16[] = {
#embed "azure-ai.prices"
};

static const unsigned char file17[] = {
#embed "baseten.prices"
};

static const unsigned char file18[] = {
#embed "bespoke.prices"
};

static const unsigned char file19[] = {
#embed "bing-grounding.prices"
};

static const unsigned char file20[] = {
#embed "black-forest-labs.prices"
};

static const unsigned char file21[] = {
#embed "cerebras.prices"
};

static const unsigned char file22[] = {
#embed "chatgpt.prices"
};

static const unsigned char file23[] = {
#embed "clf-ai-gateway.prices"
};

static const unsigned char file24[] = {
#embed "cloudflare.prices"
};

static const unsigned char file25[] = {
#embed "cognition.prices"
};

static const unsigned char file26[] = {
#embed "cohere.prices"
};

static const unsigned char file27[] = {
#embed "coralbricks.prices"
};

static const unsigned char file28[] = {
#embed "crusoe.prices"
};

static const unsigned char file29[] = {
#embed "cursor.prices"
};

static const unsigned char file30[] = {
#embed "darkbloom.prices"
};

static const unsigned char file31[] = {
#embed "databricks.prices"
};

static const unsigned char file32[] = {
#embed "dataforseo.prices"
};

static const unsigned char file33[] = {
#embed "deepgram.prices"
};

static const unsigned char file34[] = {
#embed "deepinfra.prices"
};

static const unsigned char file35[] = {
#embed "deepseek.prices"
};

static const unsigned char file36[] = {
#embed "doubleword.prices"
};

static const unsigned char file37[] = {
#embed "duckduckgo.prices"
};

static const unsigned char file38[] = {
#embed "elevenlabs.prices"
};

static const unsigned char file39[] = {
#embed "eu-jev.prices"
};

static const unsigned char file40[] = {
#embed "exa-ai.prices"
};

static const unsigned char file41[] = {
#embed "fal-ai.prices"
};

static const unsigned char file42[] = {
#embed "featherless-ai.prices"
};

static const unsigned char file43[] = {
#embed "firecrawl.prices"
};

static const unsigned char file44[] = {
#embed "fireworks.prices"
};

static const unsigned char file45[] = {
#embed "friendliai.prices"
};

static const unsigned char file46[] = {
#embed "gigachat.prices"
};

static const unsigned char file47[] = {
#embed "github-copilot.prices"
};

static const unsigned char file48[] = {
#embed "gmi.prices"
};

static const unsigned char file49[] = {
#embed "google.prices"
};

static const unsigned char file50[] = {
#embed "google-pse.prices"
};

static const unsigned char file51[] = {
#embed "gradient-ai.prices"
};

static const unsigned char file52[] = {
#embed "groq.prices"
};

static const unsigned char file53[] = {
#embed "heroku.prices"
};

static const unsigned char file54[] = {
#embed "hostinger-router.prices"
};

static const unsigned char file55[] = {
#embed "huggingface_cerebras.prices"
};

static const unsigned char file56[] = {
#embed "huggingface_fireworks-ai.prices"
};

static const unsigned char file57[] = {
#embed "huggingface_groq.prices"
};

static const unsigned char file58[] = {
#embed "huggingface_hyperbolic.prices"
};

static const unsigned char file59[] = {
#embed "huggingface_nebius.prices"
};

static const unsigned char file60[] = {
#embed "huggingface_novita.prices"
};

static const unsigned char file61[] = {
#embed "huggingface_nscale.prices"
};

static const unsigned char file62[] = {
#embed "huggingface_ovhcloud.prices"
};

static const unsigned char file63[] = {
#embed "huggingface_publicai.prices"
};

static const unsigned char file64[] = {
#embed "huggingface_sambanova.prices"
};

static const unsigned char file65[] = {
#embed "huggingface_together.prices"
};

static const unsigned char file66[] = {
#embed "hyperbolic.prices"
};

static const unsigned char file67[] = {
#embed "inception.prices"
};

static const unsigned char file68[] = {
#embed "inferenceapis.prices"
};

static const unsigned char file69[] = {
#embed "jina-ai.prices"
};

static const unsigned char file70[] = {
#embed "kyma.prices"
};

static const unsigned char file71[] = {
#embed "lambda-ai.prices"
};

static const unsigned char file72[] = {
#embed "laya.prices"
};

static const unsigned char file73[] = {
#embed "lemonade.prices"
};

static const unsigned char file74[] = {
#embed "libertai.prices"
};

static const unsigned char file75[] = {
#embed "linkup.prices"
};

static const unsigned char file76[] = {
#embed "llamagate.prices"
};

static const unsigned char file77[] = {
#embed "meta.prices"
};

static const unsigned char file78[] = {
#embed "microsoft-365-copilot.prices"
};

static const unsigned char file79[] = {
#embed "minimax.prices"
};

static const unsigned char file80[] = {
#embed "mistral.prices"
};

static const unsigned char file81[] = {
#embed "modal.prices"
};

static const unsigned char file82[] = {
#embed "moonshotai.prices"
};

static const unsigned char file83[] = {
#embed "morph.prices"
};

static const unsigned char file84[] = {
#embed "nace.prices"
};

static const unsigned char file85[] = {
#embed "nebius.prices"
};

static const unsigned char file86[] = {
#embed "nimble.prices"
};

static const unsigned char file87[] = {
#embed "nlp-cloud.prices"
};

static const unsigned char file88[] = {
#embed "novita.prices"
};

static const unsigned char file89[] = {
#embed "nscale.prices"
};

static const unsigned char file90[] = {
#embed "nvidia-nim.prices"
};

static const unsigned char file91[] = {
#embed "oci.prices"
};

static const unsigned char file92[] = {
#embed "ollama.prices"
};

static const unsigned char file93[] = {
#embed "openai.prices"
};

static const unsigned char file94[] = {
#embed "openai-decisions.prices"
};

static const unsigned char file95[] = {
#embed "opencode-go.prices"
};

static const unsigned char file96[] = {
#embed "openinfer.prices"
};

static const unsigned char file97[] = {
#embed "openrouter.prices"
};

static const unsigned char file98[] = {
#embed "ovhcloud.prices"
};

static const unsigned char file99[] = {
#embed "parallel-ai.prices"
};

static const unsigned char file100[] = {
#embed "perplexity.prices"
};

static const unsigned char file101[] = {
#embed "pinstripes.prices"
};

static const unsigned char file102[] = {
#embed "prism.prices"
};

static const unsigned char file103[] = {
#embed "publicai.prices"
};

static const unsigned char file104[] = {
#embed "quicksilverpro.prices"
};

static const unsigned char file105[] = {
#embed "qwen-ai-platform.prices"
};

static const unsigned char file106[] = {
#embed "qwencloud.prices"
};

static const unsigned char file107[] = {
#embed "recraft.prices"
};

static const unsigned char file108[] = {
#embed "reducto.prices"
};

static const unsigned char file109[] = {
#embed "refuseless.prices"
};

static const unsigned char file110[] = {
#embed "replicate.prices"
};

static const unsigned char file111[] = {
#embed "runwayml.prices"
};

static const unsigned char file112[] = {
#embed "sagemaker.prices"
};

static const unsigned char file113[] = {
#embed "sail.prices"
};

static const unsigned char file114[] = {
#embed "sambanova.prices"
};

static const unsigned char file115[] = {
#embed "sarvam.prices"
};

static const unsigned char file116[] = {
#embed "scaledown.prices"
};

static const unsigned char file117[] = {
#embed "scaleway.prices"
};

static const unsigned char file118[] = {
#embed "scx-ai.prices"
};

static const unsigned char file119[] = {
#embed "searxng.prices"
};

static const unsigned char file120[] = {
#embed "serper.prices"
};

static const unsigned char file121[] = {
#embed "snowflake.prices"
};

static const unsigned char file122[] = {
#embed "soniox.prices"
};

static const unsigned char file123[] = {
#embed "stability.prices"
};

static const unsigned char file124[] = {
#embed "strands-decider.prices"
};

static const unsigned char file125[] = {
#embed "streamlake.prices"
};

static const unsigned char file126[] = {
#embed "tavily.prices"
};

static const unsigned char file127[] = {
#embed "tencent.prices"
};

static const unsigned char file128[] = {
#embed "tensormesh.prices"
};

static const unsigned char file129[] = {
#embed "text-completion-inception.prices"
};

static const unsigned char file130[] = {
#embed "tinyfish.prices"
};

static const unsigned char file131[] = {
#embed "together.prices"
};

static const unsigned char file132[] = {
#embed "transcribe.prices"
};

static const unsigned char file133[] = {
#embed "typesafe.prices"
};

static const unsigned char file134[] = {
#embed "v0.prices"
};

static const unsigned char file135[] = {
#embed "vercel-ai-gateway.prices"
};

static const unsigned char file136[] = {
#embed "vertex.prices"
};

static const unsigned char file137[] = {
#embed "volcengine.prices"
};

static const unsigned char file138[] = {
#embed "voyageai.prices"
};

static const unsigned char file139[] = {
#embed "wandb.prices"
};

static const unsigned char file140[] = {
#embed "watsonx.prices"
};

static const unsigned char file141[] = {
#embed "x-ai.prices"
};

static const unsigned char file142[] = {
#embed "xiaomi-mimo.prices"
};

static const unsigned char file143[] = {
#embed "you-com.prices"
};

static const unsigned char file144[] = {
#embed "zai.prices"
};

static const unsigned char file145[] = {
#embed "zerogpu.prices"
};

static const unsigned char file146[] = {
#embed "zhipuai.prices"
};

static const struct assay_price_file files[] = {
    {"abliteration", file0, sizeof file0},
    {"agentcore", file1, sizeof file1},
    {"ai21", file2, sizeof file2},
    {"aiand", file3, sizeof file3},
    {"aihubmix", file4, sizeof file4},
    {"aiml", file5, sizeof file5},
    {"alibaba", file6, sizeof file6},
    {"anthropic", file7, sizeof file7},
    {"anyscale", file8, sizeof file8},
    {"apiserpent", file9, sizeof file9},
    {"arcee", file10, sizeof file10},
    {"assemblyai", file11, sizeof file11},
    {"avian", file12, sizeof file12},
    {"aws", file13, sizeof file13},
    {"aws-polly", file14, sizeof file14},
    {"azure", file15, sizeof file15},
    {"azure-ai", file16, sizeof file16},
    {"baseten", file17, sizeof file17},
    {"bespoke", file18, sizeof file18},
    {"bing-grounding", file19, sizeof file19},
    {"black-forest-labs", file20, sizeof file20},
    {"cerebras", file21, sizeof file21},
    {"chatgpt", file22, sizeof file22},
    {"clf-ai-gateway", file23, sizeof file23},
    {"cloudflare", file24, sizeof file24},
    {"cognition", file25, sizeof file25},
    {"cohere", file26, sizeof file26},
    {"coralbricks", file27, sizeof file27},
    {"crusoe", file28, sizeof file28},
    {"cursor", file29, sizeof file29},
    {"darkbloom", file30, sizeof file30},
    {"databricks", file31, sizeof file31},
    {"dataforseo", file32, sizeof file32},
    {"deepgram", file33, sizeof file33},
    {"deepinfra", file34, sizeof file34},
    {"deepseek", file35, sizeof file35},
    {"doubleword", file36, sizeof file36},
    {"duckduckgo", file37, sizeof file37},
    {"elevenlabs", file38, sizeof file38},
    {"eu-jev", file39, sizeof file39},
    {"exa-ai", file40, sizeof file40},
    {"fal-ai", file41, sizeof file41},
    {"featherless-ai", file42, sizeof file42},
    {"firecrawl", file43, sizeof file43},
    {"fireworks", file44, sizeof file44},
    {"friendliai", file45, sizeof file45},
    {"gigachat", file46, sizeof file46},
    {"github-copilot", file47, sizeof file47},
    {"gmi", file48, sizeof file48},
    {"google", file49, sizeof file49},
    {"google-pse", file50, sizeof file50},
    {"gradient-ai", file51, sizeof file51},
    {"groq", file52, sizeof file52},
    {"heroku", file53, sizeof file53},
    {"hostinger-router", file54, sizeof file54},
    {"huggingface_cerebras", file55, sizeof file55},
    {"huggingface_fireworks-ai", file56, sizeof file56},
    {"huggingface_groq", file57, sizeof file57},
    {"huggingface_hyperbolic", file58, sizeof file58},
    {"huggingface_nebius", file59, sizeof file59},
    {"huggingface_novita", file60, sizeof file60},
    {"huggingface_nscale", file61, sizeof file61},
    {"huggingface_ovhcloud", file62, sizeof file62},
    {"huggingface_publicai", file63, sizeof file63},
    {"huggingface_sambanova", file64, sizeof file64},
    {"huggingface_together", file65, sizeof file65},
    {"hyperbolic", file66, sizeof file66},
    {"inception", file67, sizeof file67},
    {"inferenceapis", file68, sizeof file68},
    {"jina-ai", file69, sizeof file69},
    {"kyma", file70, sizeof file70},
    {"lambda-ai", file71, sizeof file71},
    {"laya", file72, sizeof file72},
    {"lemonade", file73, sizeof file73},
    {"libertai", file74, sizeof file74},
    {"linkup", file75, sizeof file75},
    {"llamagate", file76, sizeof file76},
    {"meta", file77, sizeof file77},
    {"microsoft-365-copilot", file78, sizeof file78},
    {"minimax", file79, sizeof file79},
    {"mistral", file80, sizeof file80},
    {"modal", file81, sizeof file81},
    {"moonshotai", file82, sizeof file82},
    {"morph", file83, sizeof file83},
    {"nace", file84, sizeof file84},
    {"nebius", file85, sizeof file85},
    {"nimble", file86, sizeof file86},
    {"nlp-cloud", file87, sizeof file87},
    {"novita", file88, sizeof file88},
    {"nscale", file89, sizeof file89},
    {"nvidia-nim", file90, sizeof file90},
    {"oci", file91, sizeof file91},
    {"ollama", file92, sizeof file92},
    {"openai", file93, sizeof file93},
    {"openai-decisions", file94, sizeof file94},
    {"opencode-go", file95, sizeof file95},
    {"openinfer", file96, sizeof file96},
    {"openrouter", file97, sizeof file97},
    {"ovhcloud", file98, sizeof file98},
    {"parallel-ai", file99, sizeof file99},
    {"perplexity", file100, sizeof file100},
    {"pinstripes", file101, sizeof file101},
    {"prism", file102, sizeof file102},
    {"publicai", file103, sizeof file103},
    {"quicksilverpro", file104, sizeof file104},
    {"qwen-ai-platform", file105, sizeof file105},
    {"qwencloud", file106, sizeof file106},
    {"recraft", file107, sizeof file107},
    {"reducto", file108, sizeof file108},
    {"refuseless", file109, sizeof file109},
    {"replicate", file110, sizeof file110},
    {"runwayml", file111, sizeof file111},
    {"sagemaker", file112, sizeof file112},
    {"sail", file113, sizeof file113},
    {"sambanova", file114, sizeof file114},
    {"sarvam", file115, sizeof file115},
    {"scaledown", file116, sizeof file116},
    {"scaleway", file117, sizeof file117},
    {"scx-ai", file118, sizeof file118},
    {"searxng", file119, sizeof file119},
    {"serper", file120, sizeof file120},
    {"snowflake", file121, sizeof file121},
    {"soniox", file122, sizeof file122},
    {"stability", file123, sizeof file123},
    {"strands-decider", file124, sizeof file124},
    {"streamlake", file125, sizeof file125},
    {"tavily", file126, sizeof file126},
    {"tencent", file127, sizeof file127},
    {"tensormesh", file128, sizeof file128},
    {"text-completion-inception", file129, sizeof file129},
    {"tinyfish", file130, sizeof file130},
    {"together", file131, sizeof file131},
    {"transcribe", file132, sizeof file132},
    {"typesafe", file133, sizeof file133},
    {"v0", file134, sizeof file134},
    {"vercel-ai-gateway", file135, sizeof file135},
    {"vertex", file136, sizeof file136},
    {"volcengine", file137, sizeof file137},
    {"voyageai", file138, sizeof file138},
    {"wandb", file139, sizeof file139},
    {"watsonx", file140, sizeof file140},
    {"x-ai", file141, sizeof file141},
    {"xiaomi-mimo", file142, sizeof file142},
    {"you-com", file143, sizeof file143},
    {"zai", file144, sizeof file144},
    {"zerogpu", file145, sizeof file145},
    {"zhipuai", file146, sizeof file146},
};
const struct assay_price_file *const assay_price_files = files;
const size_t assay_price_file_count = sizeof files / sizeof files[0];
const struct assay_price_file assay_price_names = {"names.index", names, sizeof names};
const struct assay_price_file assay_price_patterns = {"patterns.index", patterns, sizeof patterns};
